# The app alone; the data folder is a volume. Build: docker build -t xuntiao .
FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 PYTHONWARNINGS=ignore::SyntaxWarning HF_HUB_OFFLINE=1 XUNTIAO_HOME=/data
RUN useradd --create-home --uid 10001 xuntiao && mkdir /data && chown xuntiao /data
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --requirement requirements.txt
COPY app.py ./
COPY corpus corpus
COPY index index
COPY rag rag
COPY web web
USER xuntiao
VOLUME /data
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:7860/readyz', timeout=4)"]
STOPSIGNAL SIGTERM
CMD ["sh", "-c", "python -m index build --corpus corpus/documents; exec python app.py --host 0.0.0.0"]
