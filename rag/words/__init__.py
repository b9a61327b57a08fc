"""Words and what they mean alike, sound like and weigh; knows no question and no document."""
