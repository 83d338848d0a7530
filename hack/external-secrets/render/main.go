// Does with an ExternalSecret's spec what the External Secrets operator does between a refresh and the Secret,
// with the operator's own code: rewrite the names of generated values, check them, execute the template.
//
// stdin: JSON objects {"spec": SPEC, "stored": {SECRETKEY: VALUE}, "generated": [{NAME: VALUE}, …]}, with one
// map for each entry of spec.dataFrom; stdout: for each {"data": {KEY: TEXT}} or {"error": TEXT}.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/go-logr/logr"
	corev1 "k8s.io/api/core/v1"

	esv1 "github.com/external-secrets/external-secrets/apis/externalsecrets/v1"
	"github.com/external-secrets/external-secrets/pkg/esutils"
	"github.com/external-secrets/external-secrets/pkg/template/v2"
)

type refresh struct {
	Spec      esv1.ExternalSecretSpec `json:"spec"`
	Stored    map[string]string       `json:"stored"`
	Generated []map[string]string     `json:"generated"`
}

type answer struct {
	Data  map[string]string `json:"data,omitempty"`
	Error string            `json:"error,omitempty"`
}

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) error {
	decoder, encoder := json.NewDecoder(in), json.NewEncoder(out)
	decoder.DisallowUnknownFields()
	for {
		var wanted refresh
		if err := decoder.Decode(&wanted); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		data, err := render(wanted)
		given := answer{Data: data}
		if err != nil {
			given = answer{Error: err.Error()}
		}
		if err := encoder.Encode(given); err != nil {
			return err
		}
	}
}

func render(wanted refresh) (map[string]string, error) {
	values := map[string][]byte{}
	for i, from := range wanted.Spec.DataFrom {
		generated, err := esutils.RewriteMap(from.Rewrite, bytesOf(wanted.Generated[i]))
		if err != nil {
			return nil, err
		}
		if err := esutils.ValidateKeys(logr.Discard(), generated); err != nil {
			return nil, err
		}
		values = esutils.MergeByteMap(values, generated)
	}
	values = esutils.MergeByteMap(values, bytesOf(wanted.Stored))
	templates := bytesOf(wanted.Spec.Target.Template.Data)
	secret := &corev1.Secret{}
	err := template.Execute(templates, values, esv1.TemplateScopeValues, esv1.TemplateTargetData, secret)
	if err != nil {
		return nil, err
	}
	rendered := map[string]string{}
	for key, value := range secret.Data {
		rendered[key] = string(value)
	}
	return rendered, nil
}

func bytesOf(texts map[string]string) map[string][]byte {
	values := map[string][]byte{}
	for key, text := range texts {
		values[key] = []byte(text)
	}
	return values
}
