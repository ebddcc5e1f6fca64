"""What is published, how it is built, and what keeps a release from going wrong.

    python -m release build
    python -m release publish REPOSITORY
    python -m release notes v1.2.3

`make build`, `make publish` and `make notes` call it. It is for those who release, and in no package itself.
"""
