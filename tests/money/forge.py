"""Makes processes that are `bnn` from the first instruction on but have their imports behind them: hundreds are killed.

Reads lines of JSON: `{"args", "cwd", "env", "out"}` forks one and prints its number, `{"wait": number}` its exit code.
"""

import json
import os
import sys
from importlib import import_module


def main():
    import bananaboard.cli.run
    import bananaboard.cli.watching  # noqa: F401
    from bananaboard.cli.door import enter

    for name in os.environ["FORGE"].split(","):
        import_module(name)
    enter(["plan", *sys.argv[1:]])  # what a plan needs is loaded
    for line in sys.stdin:
        asked = json.loads(line)
        if "wait" in asked:
            _, status = os.waitpid(asked["wait"], 0)
            say(os.waitstatus_to_exitcode(status))
            continue
        sys.stdout.flush()
        pid = os.fork()
        if not pid:
            become(asked, enter)
        say(pid)


def become(asked, enter):
    """The child: a `bnn` with an environment and streams of its own."""
    code = 70
    try:
        os.setsid()
        os.chdir(asked["cwd"])
        os.environ.clear()
        os.environ.update(asked["env"])
        for number, name in ((0, os.devnull), (1, asked["out"] + ".out"), (2, asked["out"] + ".err")):
            os.dup2(os.open(name, os.O_RDWR | os.O_CREAT, 0o600), number)
        code = enter(asked["args"])
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def say(number):
    print(f"\n={number}", flush=True)


if __name__ == "__main__":
    main()
