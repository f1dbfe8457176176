"""A file nobody has described yet: what its columns seem to hold, and a definition to begin with.

Evidence is told as shares. No value of the file leaves this room, apart from standard codes.
"""

from .asking import NoProposal, proposal_for

__all__ = ["NoProposal", "proposal_for"]
