"""Resident memory of processes after their work, in megabytes."""

import psutil

from .editor import Editor
from .figures import HISTORY, HOME, MISSION, as_nginx_asks
from .freshness import TIMES, publish, undone, wait_for_pass
from .load import Wrk
from .stack import Stack

MAIL = """
from django.core.mail import send_mail
for number in range(100):
    send_mail("Measurement", "A text. " * 500, None, ["bench@example.org"])
"""
# Photos as a phone takes them: 12 megapixels, with detail everywhere.
PICTURES = """
from io import BytesIO
from PIL import Image
from django.core.files.base import ContentFile
from oim_portal.media.models import PortalImage
from oim_portal.media.tasks import make_renditions
file = BytesIO()
Image.effect_noise((4000, 3000), 40).convert("RGB").save(file, "JPEG")
for number in range(3):
    name = f"bench-{number}.jpg"
    image = PortalImage(title=name, file=ContentFile(file.getvalue(), name=name), consent="nobody")
    image.save()
    make_renditions.enqueue(image.pk)
"""
WORK = {"oim_portal.operations.mail.deliver", "oim_portal.media.tasks.make_renditions"}


def worker_megabytes(stack: Stack, requests_wanted: int = 20_000) -> tuple[float, float]:
    """Return the memory of the largest worker after many uncached requests, and its growth.

    In megabytes (resident); the growth is that of the second half. The application server is
    restarted before.
    """
    stack.stop("application")
    stack.start_application()
    done, sizes = 0, {}
    wrk = Wrk(
        stack.folder,
        f"http://127.0.0.1:{stack.ports['application']}",
        [HOME, MISSION, HISTORY],
    )
    while done < requests_wanted:
        counted = wrk.start(10, headers=as_nginx_asks(stack)).result()
        if counted.failed or not counted.requests:
            raise RuntimeError(f"The application failed: {counted}")
        done += counted.requests
        sizes[done] = largest_worker(stack)
    half = next(size for count, size in sizes.items() if count >= requests_wanted / 2)
    last = sizes[done]
    return round(last, 1), round(last - half, 1)


def largest_worker(stack: Stack) -> float:
    leader = psutil.Process(stack.processes["application"].pid)
    return max(map(megabytes, leader.children(recursive=True)))


def background_megabytes(stack: Stack) -> dict[str, float]:
    """Return the memory of the workers of the two queues, each after its typical work.

    That of `default` after publications with their cache refresh and a hundred mails, that of
    `slow` after all renditions of some photos. The process in which it creates them is not counted:
    it ends with each picture.
    """
    editor = Editor(stack).sign_in()
    for _time in range(TIMES):
        publish(stack, editor)
        wait_for_pass(stack)
    for work in (MAIL, PICTURES):
        stack.manage("shell", "-v0", "-c", work)
        stack.wait_for(lambda: WORK.isdisjoint(undone(stack)))
    found = {
        "default_worker_megabytes": stack.processes["worker"],
        "slow_worker_megabytes": stack.processes["slow-worker"],
    }
    return {name: round(megabytes(psutil.Process(each.pid)), 1) for name, each in found.items()}


def megabytes(process: psutil.Process) -> float:
    return process.memory_info().rss / 2**20
