"""The program on a real screen, driven by a real mouse and real keys."""
