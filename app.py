"""`python app.py`: opens the data folder and serves pages, chat and API until interrupted."""

import errno
import logging
import socket
import sys
import threading
from functools import partial

from corpus.command import CommandParser
from corpus.system_error import why_refused
from index.errors import IndexUnusable
from index.feedback import add_feedback
from index.settings import Settings
from rag.generate.open import phrasing
from rag.generate.settings import GeneratorSettings, GeneratorUnusable
from web.live import Live
from web.people.accounts import Accounts
from web.people.sign_on import SignOnSettings, SignOnUnusable
from web.rate import Rates, RateUnusable, whole_number
from web.retention import keep_for
from web.services import Services
from web.text import TEXTS, Text

_AUDIT_DAYS = 365


def port_problem(host: str, port: int, text: Text) -> str | None:
    """Why the port cannot be served, as a sentence; None if it can."""
    if not 0 < port < 65536:
        return text.port_range.format(port=port)
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = port + 1 if port < 65535 else port - 1
            return text.port_taken.format(port=port, other=other)
        why = why_refused(error) if text is TEXTS["zh"] else error.strerror
        return text.host_unusable.format(host=host, port=port, reason=why)
    return None


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted; 2 with a line on stderr for what the user can mend."""
    parser = CommandParser(prog="python app.py", description="循条：网页问答和接口")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址（默认 127.0.0.1）")
    parser.add_argument("--port", type=int, default=7860, help="端口（默认 7860）")
    parser.add_argument("--home", help="数据文件夹（默认 var/）")
    parser.add_argument("--language", choices=sorted(TEXTS), default="zh", help="界面语言")
    parser.add_argument(
        "--login", action="store_true", help="须登录（监听本机以外的地址时总是如此）"
    )
    options = parser.parse_args(arguments)
    text = TEXTS[options.language]
    if problem := port_problem(options.host, options.port, text):
        print(problem, file=sys.stderr)
        return 2
    try:
        settings = Settings.from_environment(options.home)
        rates = Rates.from_environment()
        sign_on = SignOnSettings.from_environment()
        audit_days = whole_number("XUNTIAO_AUDIT_DAYS", _AUDIT_DAYS)
        generator = GeneratorSettings.from_environment()
        phrased = phrasing()
        live = Live.open(settings, phrased) if phrased else Live.open(settings)
    except (IndexUnusable, GeneratorUnusable, RateUnusable, SignOnUnusable) as error:
        print(error, file=sys.stderr)
        return 2
    away = options.host not in ("127.0.0.1", "localhost", "::1")
    login = options.login or away or sign_on is not None
    accounts = Accounts(live.catalog) if login else None
    if accounts and (password := accounts.first_admin()):
        print(text.first_admin.format(password=password), flush=True)
    keep = partial(add_feedback, live.catalog)
    model = generator.model or generator.place if generator else ""
    parts = Services(live, keep, text, accounts=accounts, rates=rates, generator=model)
    if sign_on:
        from web.people.provider import Provider

        parts.sign_on = Provider(sign_on)
    return _serve(parts, live, audit_days, options.host, options.port)


def _serve(parts: Services, live: Live, audit_days: int, host: str, port: int) -> int:
    from web.chat.mount import mount_chat  # takes seconds: only where there is something to serve
    from web.server import create_server, server_of

    name = f"[{host}]" if ":" in host else host
    said = parts.text.started.format(address=f"http://{name}:{port}")
    app = mount_chat(create_server(parts))
    server = server_of(app, host, port, lambda: print(said, flush=True))
    stop = threading.Event()
    logger = logging.getLogger("xuntiao")
    following = threading.Thread(target=live.follow, args=(stop, logger.warning), daemon=True)
    following.start()
    keeping = threading.Thread(target=keep_for, args=(live.catalog, audit_days, stop), daemon=True)
    keeping.start()
    try:
        server.run()
    except KeyboardInterrupt:
        pass  # everything that ran is finished: uvicorn raises the signal once more at the end
    finally:
        stop.set()
    return 0


if __name__ == "__main__":
    sys.exit(main())
