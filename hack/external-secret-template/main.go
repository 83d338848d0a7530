// Renders templates as the External Secrets operator does in its engine v2: text/template with sprig's
// functions, but those that reach the environment or the network, over a map of strings.
//
// stdin: JSON objects {"template": TEXT, "data": {NAME: VALUE}}; stdout: each result as a JSON string.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"text/template"

	"github.com/Masterminds/sprig/v3"
)

type rendering struct {
	Template string            `json:"template"`
	Data     map[string]string `json:"data"`
}

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) error {
	decoder, encoder := json.NewDecoder(in), json.NewEncoder(out)
	for {
		var wanted rendering
		if err := decoder.Decode(&wanted); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		text, err := render(wanted)
		if err != nil {
			return err
		}
		if err := encoder.Encode(text); err != nil {
			return err
		}
	}
}

func render(wanted rendering) (string, error) {
	functions := sprig.TxtFuncMap()
	for _, name := range []string{"env", "expandenv", "getHostByName"} {
		delete(functions, name)
	}
	parsed, err := template.New("").Option("missingkey=error").Funcs(functions).Parse(wanted.Template)
	if err != nil {
		return "", err
	}
	var text bytes.Buffer
	err = parsed.Execute(&text, wanted.Data)
	return text.String(), err
}
