"""Runs a program with mocks in place of the engine, and prints what it declares, one resource a line."""

import json
import runpy
import sys

import pulumi


class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        print(json.dumps({"type": args.typ, "name": args.name, "inputs": args.inputs}), flush=True)
        return [args.name, args.inputs]

    def call(self, args):
        return {}


program, config = sys.argv[1:]
pulumi.runtime.set_mocks(Mocks(), project="python", stack="dev")
pulumi.runtime.set_all_config(json.loads(config))


@pulumi.runtime.test
def run():
    runpy.run_path(program, run_name="__main__")


run()
