# Two commands, each from a clean checkout with only Node, npm, make and git.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

installed := node_modules/.package-lock.json

.PHONY: demo test build clean

demo: build
	node hack/demo.ts

test: build
	npm run --silent check
	npm run --silent test

build: $(installed)
	npm run --silent build

$(installed): package.json package-lock.json
	npm ci --no-audit --no-fund
	touch $@

clean:
	rm -rf dist node_modules coverage
