"""A client that sends requests all the time, while something else happens."""
import threading


class Caller(threading.Thread):
    """Calls a function that returns a status until it is stopped, and counts the statuses."""

    def __init__(self, call):
        super().__init__(daemon=True)
        self.call = call
        self.statuses = []
        self.stopped = threading.Event()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        self.join()

    def run(self):
        while not self.stopped.wait(0.2):
            try:
                self.statuses.append(self.call())
            # Every failure is counted. A thread that ended would look like one whose calls all succeed.
            except Exception as error:
                self.statuses.append(type(error).__name__)
