"""The live preview: a portal in the browser while it is written, through the same views as the build.

Loopback only, and a foreign `Host` is refused (a page elsewhere could otherwise read drafts by DNS rebinding). A save
is noticed by watchfiles, the portal is put together again, and the browser is told by Server-Sent Events.
"""

from site_builder.preview.server import Preview, open_preview

__all__ = ["Preview", "open_preview"]
