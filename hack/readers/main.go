// Says which login the real readers of a docker config take for an image.
//
// stdin has a JSON array of questions, stdout gets an array of their answers in the same order. A
// reader that cannot use the config at all has null in place of its logins.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/credentialprovider"
	"k8s.io/kubernetes/pkg/credentialprovider/secrets"
	"k8s.io/kubernetes/pkg/util/parsers"
)

type question struct {
	Config string   `json:"config"`
	Images []string `json:"images"`
}

// For each image its logins in the order in which the reader tries them.
type logins [][]login

type answer struct {
	Runner   logins `json:"runner"`
	Kubelet  logins `json:"kubelet"`
	Keychain logins `json:"keychain"`
}

type login struct {
	Username      string `json:"username"`
	Password      string `json:"password"`
	IdentityToken string `json:"identitytoken"`
	RegistryToken string `json:"registrytoken"`
}

// A reader of one config: the logins for an image.
type reader func(image string) []login

func main() {
	home, err := os.MkdirTemp("", "readers-")
	check(err)
	defer os.RemoveAll(home)
	// Nothing of the machine's own: no other docker config, and no credential helper.
	os.Clearenv()
	check(os.Setenv("HOME", home))
	check(os.Setenv("DOCKER_CONFIG", home))

	var questions []question
	check(json.NewDecoder(os.Stdin).Decode(&questions))
	answers := make([]answer, len(questions))
	for i, q := range questions {
		config := []byte(q.Config)
		check(os.WriteFile(filepath.Join(home, "config.json"), config, 0o600))
		answers[i] = answer{
			Runner:   ask(functionRunner, config, q.Images),
			Kubelet:  ask(kubelet, config, q.Images),
			Keychain: ask(keychain, config, q.Images),
		}
	}
	check(json.NewEncoder(os.Stdout).Encode(answers))
}

func ask(open func(config []byte) (reader, error), config []byte, images []string) logins {
	read, err := open(config)
	if err != nil {
		return nil
	}
	found := make(logins, len(images))
	for i, image := range images {
		found[i] = read(image)
	}
	return found
}

// Porch's function runner: the whole file is decoded, then its `auths` are asked for the very name
// of the registry.
func functionRunner(config []byte) (reader, error) {
	var file struct {
		Auths map[string]authn.AuthConfig `json:"auths"`
	}
	if err := json.Unmarshal(config, &file); err != nil {
		return nil, err
	}
	return func(image string) []login {
		ref, err := name.ParseReference(image)
		if err != nil {
			return []login{}
		}
		return taken(file.Auths[ref.Context().RegistryStr()])
	}, nil
}

// The kubelet, with the config in an imagePullSecret.
func kubelet(config []byte) (reader, error) {
	secret := v1.Secret{
		Type: v1.SecretTypeDockerConfigJson,
		Data: map[string][]byte{v1.DockerConfigJsonKey: config},
	}
	none := &credentialprovider.BasicDockerKeyring{}
	keyring, err := secrets.MakeDockerKeyring([]v1.Secret{secret}, none)
	if err != nil {
		return nil, err
	}
	return func(image string) []login {
		found := []login{}
		repository, _, _, err := parsers.ParseImageName(image)
		if err != nil {
			return found
		}
		tracked, _ := keyring.Lookup(repository)
		for _, auth := range tracked {
			found = append(found, login{Username: auth.Username, Password: auth.Password})
		}
		return found
	}, nil
}

// The default keychain of go-containerregistry, which reads Docker's own config.json by Docker's own
// library; the file is there already.
func keychain([]byte) (reader, error) {
	resolve := func(image string) ([]login, error) {
		ref, err := name.ParseReference(image)
		if err != nil {
			return []login{}, nil
		}
		found, err := authn.DefaultKeychain.Resolve(ref.Context())
		if err != nil {
			return nil, err
		}
		config, err := found.Authorization()
		check(err)
		return taken(*config), nil
	}
	// It reads the file anew for each image: what fails, fails for all.
	if _, err := resolve("registry.example/image"); err != nil {
		return nil, err
	}
	return func(image string) []login {
		found, err := resolve(image)
		if err != nil {
			return []login{} // a credential helper that is not there
		}
		return found
	}, nil
}

func taken(config authn.AuthConfig) []login {
	found := login{config.Username, config.Password, config.IdentityToken, config.RegistryToken}
	if found == (login{}) {
		return []login{}
	}
	return []login{found}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
