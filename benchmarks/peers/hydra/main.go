// The command of Ory Hydra. Its module cannot be installed by itself, because it replaces another one.
package main

import "github.com/ory/hydra/v2/cmd"

func main() { cmd.Execute() }
