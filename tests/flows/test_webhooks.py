"""News reach a web address at least once, signed, and can be told apart."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from pydantic import SecretStr

from flows.webhooks import Webhook, deliver
from schemas.errors import SettingsError
from store.delivering import PAUSES
from store.opening import Store
from store.outbox import News, add_news
from tests.store.archives import archive_of, open_first
from tests.store.fixtures import cluster, store, store_url

__all__ = ["cluster", "store", "store_url"]

SECRET = "a secret of two"


class Receiver:
    """A server that keeps what it gets and answers as it is told: one code after another, then 204."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.codes: list[int] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append((dict(self.headers), body))
                code = receiver.codes.pop(0) if receiver.codes else 204
                self.send_response(code)
                if code == 302:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """The terminal stays quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def webhook(self) -> Webhook:
        return Webhook(url=f"http://127.0.0.1:{self.server.server_port}/news", secret=SecretStr(SECRET))


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    running = Receiver()
    yield running
    running.server.shutdown()
    running.server.server_close()


def enter_news(store: Store, count: int) -> None:
    source = store.transact(lambda session: archive_of(session, "a.pdf"))
    version = store.transact(lambda session: open_first(session, source, pages=1).version_id)
    for number in range(count):
        news = News(
            kind="document.published", source_id=source, version_id=version, payload={"n": number}, at=1.0
        )
        store.transact(lambda session, news=news: add_news(session, news))  # type: ignore[misc]


def test_news_are_told_once_in_order_and_signed(store: Store, receiver: Receiver) -> None:
    enter_news(store, 3)
    assert deliver(store, receiver.webhook).sent == 3
    assert deliver(store, receiver.webhook).sent == 0
    bodies = [json.loads(body) for _, body in receiver.got]
    assert [body["data"]["n"] for body in bodies] == [0, 1, 2]
    for headers, body in receiver.got:
        signed = f"{headers['Webhook-Id']}.{headers['Webhook-Timestamp']}.".encode() + body
        digest = hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()
        assert headers["Webhook-Signature"] == "v1," + base64.b64encode(digest).decode()
        assert json.loads(body)["id"] == headers["Webhook-Id"]


@pytest.mark.parametrize("code", [500, 404, 302])
def test_what_is_not_taken_is_sent_again_under_the_same_id(
    store: Store, receiver: Receiver, code: int
) -> None:
    enter_news(store, 1)
    now = 1000.0
    receiver.codes = [code, code]
    assert deliver(store, receiver.webhook, lambda: now).failed == 1
    assert deliver(store, receiver.webhook, lambda: now + PAUSES[0] - 1).failed == 0
    assert deliver(store, receiver.webhook, lambda: now + PAUSES[0]).failed == 1
    later = now + PAUSES[0] + PAUSES[1]
    assert deliver(store, receiver.webhook, lambda: later).sent == 1
    assert len({headers["Webhook-Id"] for headers, _ in receiver.got}) == 1
    assert len({body for _, body in receiver.got}) == 1


def test_one_address_that_is_away_holds_up_no_other_news(store: Store, receiver: Receiver) -> None:
    enter_news(store, 2)
    away = Webhook(url="http://127.0.0.1:1/", secret=SecretStr(SECRET))
    told = deliver(store, away)
    assert told.failed == 2
    assert list(told.answers.values()) == [2] and "refused" in next(iter(told.answers))
    assert deliver(store, receiver.webhook).sent == 2


def test_news_are_given_up_in_the_end(store: Store) -> None:
    enter_news(store, 1)
    away = Webhook(url="http://127.0.0.1:1/", secret=SecretStr(SECRET))
    now = 0.0
    for _ in range(len(PAUSES) + 1):
        told = deliver(store, away, lambda: now)  # noqa: B023 - called before `now` goes on
        now += PAUSES[-1] + 1
    assert told.counts == {"delivered": 0, "given_up": 1, "waiting": 0}
    assert deliver(store, away, lambda: now).failed == 0


@pytest.mark.parametrize(("url", "secret"), [("file:///etc/passwd", SECRET), ("http://127.0.0.1/", "")])
def test_an_address_or_secret_that_cannot_be_used_is_told(store: Store, url: str, secret: str) -> None:
    with pytest.raises(SettingsError):
        deliver(store, Webhook(url=url, secret=SecretStr(secret)))
