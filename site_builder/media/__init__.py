"""Pictures and attachments of a portal: files on disk → addresses, jobs, cached variants, or a problem to report.

`probe` reads a header, `picture` plans sizes, `render` draws what the cache lacks, `prune` drops what it no longer needs, `attachment` takes files along, `on_disk` finds them.
"""

from site_builder.media.ageing import prune
from site_builder.media.attach import attachment
from site_builder.media.header import Probe, Probes, names_its_maker, probe
from site_builder.media.opening import MediaProblem
from site_builder.media.places import on_disk
from site_builder.media.sizes import picture
from site_builder.media.workers import cached, render

__all__ = [
    "MediaProblem",
    "Probe",
    "Probes",
    "attachment",
    "cached",
    "names_its_maker",
    "on_disk",
    "picture",
    "probe",
    "prune",
    "render",
]
