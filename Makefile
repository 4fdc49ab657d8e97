.PHONY: run test check bench seed deps
export HOST PORT

run: ## start the site on this machine (PORT=, HOST= to change)
	@python3 bin/run
test: ## everything, on each database that answers
	@python3 bin/test
check: ## lint, layers, types, migrations, production settings
	@bin/check
bench: ## figures, as a table
	@python3 bin/bench
seed: ## make the example lab anew where it is missing
	@python3 bin/seed
deps: ## compile the hashed requirements from their sources
	@uv pip compile -q --generate-hashes --python-version 3.11 requirements.in -o requirements.txt
	@uv pip compile -q --generate-hashes --python-version 3.11 requirements-dev.in -o requirements-dev.txt
