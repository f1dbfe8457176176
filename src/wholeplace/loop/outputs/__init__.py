"""What a run writes for pages, the report and commands: small JSON files beside the snapshot."""

from .writing import write_outputs

__all__ = ["write_outputs"]
