from tests.cms.conftest import anyone, publish, tree

__all__ = ["anyone", "publish", "tree"]
