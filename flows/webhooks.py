"""News of the outbox to a web address: signed, at least once, with ids that tell a repetition.

The signature is that of Standard Webhooks (https://www.standardwebhooks.com): HMAC-SHA256 over
`id.timestamp.body`, in base64 after `v1,`.
"""

import base64
import hashlib
import hmac
import json
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from pydantic import SecretStr

from schemas.base import Frozen
from schemas.errors import ArgumentError
from store.delivering import Parcel, count_deliveries, due_parcels, enter_delivery
from store.opening import Store

_AT_ONCE = 100
_MOST_ANSWER = 200


class Webhook(Frozen):
    """Where news go, and the secret they are signed with."""

    url: str
    secret: SecretStr
    seconds: float = 15.0


class Delivered(Frozen):
    """What a delivery came to: all counts are of this address, since ever.

    answers: what the address, or the way to it, answered where it took no news, and how often.
    """

    sent: int
    answers: dict[str, int]
    counts: dict[str, int]

    @property
    def failed(self) -> int:
        return sum(self.answers.values())


def deliver(store: Store, webhook: Webhook, clock: Callable[[], float] = time.time) -> Delivered:
    """Send all news that is due; what the address does not take is sent again later, by a later call."""
    _require_address(webhook)
    sent = 0
    answers: Counter[str] = Counter()
    while parcels := store.read(lambda session: due_parcels(session, webhook.url, clock(), _AT_ONCE)):
        for parcel in parcels:
            answer, delivered = send(webhook, parcel, int(clock()))
            store.transact(
                partial(
                    enter_delivery, parcel=parcel, target=webhook.url, now=clock(), answer=answer,
                    delivered=delivered,
                )
            )  # fmt: skip
            sent += delivered
            answers.update(() if delivered else (answer,))
    counts = store.read(lambda session: count_deliveries(session, webhook.url))
    return Delivered(sent=sent, answers=dict(answers), counts=counts)


def send(webhook: Webhook, parcel: Parcel, timestamp: int) -> tuple[str, bool]:
    """What the address answered, and whether it took the news."""
    body = parcel_to_body(parcel)
    request = Request(webhook.url, data=body, method="POST", headers=sign(webhook, parcel, timestamp, body))
    try:
        with build_opener(_NoRedirect).open(request, timeout=webhook.seconds) as response:
            return f"{response.status}", True
    except HTTPError as error:
        return f"{error.code} {error.reason}"[:_MOST_ANSWER], False
    except (URLError, OSError, ValueError) as error:
        return str(getattr(error, "reason", error))[:_MOST_ANSWER], False


def parcel_to_body(parcel: Parcel) -> bytes:
    """The JSON that is sent, the same at every attempt; `cursor` is what `cuadra export` takes."""
    told = {
        "id": parcel.event_id,
        "type": parcel.kind,
        "cursor": parcel.event,
        "made_at": parcel.made_at,
        "data": parcel.payload,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", errors="replace")


def sign(webhook: Webhook, parcel: Parcel, timestamp: int, body: bytes) -> dict[str, str]:
    """The headers of a delivery; the timestamp is signed too, so that an old one cannot be played again."""
    signed = f"{parcel.event_id}.{timestamp}.".encode() + body
    digest = hmac.new(webhook.secret.get_secret_value().encode(), signed, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "cuadra",
        "Webhook-Id": parcel.event_id,
        "Webhook-Timestamp": str(timestamp),
        "Webhook-Signature": "v1," + base64.b64encode(digest).decode(),
    }


class _NoRedirect(HTTPRedirectHandler):
    """A redirect would send signed news to who knows where."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def _require_address(webhook: Webhook) -> None:
    if urlsplit(webhook.url).scheme not in ("http", "https"):
        raise ArgumentError(webhook.url, "news can only go to an http or https address")
    if not webhook.secret.get_secret_value():
        raise ArgumentError(
            "CUADRA_WEBHOOK_SECRET", "news are signed with it, and it is not set in the environment"
        )
