"""What ./run and ./test do before jmapdesk starts. Standard library only: nothing is installed yet."""
