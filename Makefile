.PHONY: run test check bench seed deps
export HOST PORT

run:
	@python3 bin/run
test:
	@python3 bin/test
check:
	@bin/check
bench:
	@.venv/bin/python bin/bench
seed:
	@.venv/bin/python manage.py seed
deps:
	@uv pip compile -q --generate-hashes --python-version 3.11 requirements.in -o requirements.txt
	@uv pip compile -q --generate-hashes --python-version 3.11 requirements-dev.in -o requirements-dev.txt
