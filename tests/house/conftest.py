"""What these tests share with the fence's: the ground on which there is something behind every address."""

from tests.fence.conftest import copied, ground, walked

__all__ = ["copied", "ground", "walked"]
