"""S3 server on loopback: a real process with one bucket."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3
import requests
from botocore.config import Config

from .portal_process import free_port, wait_until

KEY, SECRET, NAME = "key", "secret/with+signs", "media"  # moto's owner of all
LIMIT = 60  # seconds: against hanging only


class Bucket:
    """The server, its URL for the portal's settings, and access to the stored objects."""

    def __init__(self, log: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.setting = f"s3://{KEY}:secret%2Fwith%2Bsigns@127.0.0.1:{self.port}/{NAME}?tls=no"
        with log.open("wb") as messages:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)],
                stdout=messages,
                stderr=messages,
            )
        wait_until(lambda: self.process.poll() is not None or answers(self.url))
        self.client = boto3.client(
            "s3",
            endpoint_url=self.url,
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
            region_name="us-east-1",
            config=Config(s3={"addressing_style": "path"}),
        )
        self.client.create_bucket(Bucket=NAME)

    def names(self) -> set[str]:
        listed = self.client.list_objects_v2(Bucket=NAME).get("Contents", [])
        return {each["Key"] for each in listed}

    def signal(self, number: int) -> None:
        os.kill(self.process.pid, number)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait(LIMIT)


def answers(url: str) -> bool:
    try:
        return bool(requests.get(url, timeout=LIMIT).status_code)
    except requests.RequestException:
        return False


@contextmanager
def bucket(log: Path) -> Iterator[Bucket]:
    made = Bucket(log)
    try:
        yield made
    finally:
        made.stop()
