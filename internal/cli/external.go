package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/preflight"
)

const externalLong = `Speak the protocol of Terraform's data source "external": a JSON object of texts on
standard input, one on standard output; errors go to standard error, and the exit status
is then 1.

The query names what the commands message, sign and preflight would be told, with an
underscore for a hyphen:

  account, asn or cidr, expires             compose the message, or
  message                                   take this one
  key, passphrase_file                      sign it with a key in a file, or
  signer, signer_input, public_key or cert  with a command that reaches a device, or
  signature                                 take this one
  keep                                      a file that holds message and signature, to be taken
                                            again: a signature is another one each time, and a plan
                                            would never settle
  record, server or rir; vrps               look at the record, and judge: the verdict
  online = "true"                           the same, from the registry itself
  require = "pass"                          fail unless the verdict is a pass
  proof, for                                read what is missing from a proof file

The answer has message, account, resource and expires; signature, if there is one; and,
if it was judged, verdict (pass, fail or unknown), headline and steps. Terraform keeps
query and answer in its state: no passphrase belongs there, and none is taken.`

const externalExample = `  echo '{"account":"123456789012","asn":"12345","key":"private-key.pem"}' | byoasn external`

// What a query may have, by the command that takes it.
var (
	queryMessage   = []string{"account", "asn", "cidr", "expires", "allow_reserved"}
	querySign      = []string{"key", "passphrase_file", "signer", "signer_input", "signer_timeout", "public_key", "cert"}
	queryPreflight = []string{"record", "server", "rir", "vrps", "service", "govcloud"}
	queryProof     = []string{"proof", "for"}
	queryOwn       = []string{"message", "signature", "keep", "online", "require"}
)

// mostKept is how many days a kept message has to have left: AWS may take a week.
const mostKept = 8

func (a *app) externalCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "external",
		Short:   "message, signature and verdict for Terraform's data source external",
		Long:    externalLong,
		Example: externalExample,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			err := a.external()
			if err == nil || errors.As(err, new(*stoppedError)) {
				return err
			}
			return no(err) // the protocol knows one status of failure
		},
	}
}

func (a *app) external() error {
	data, err := a.readText("the query", "-", maxInput)
	if err != nil {
		return err
	}
	e := &externalQuery{app: a}
	if err := json.Unmarshal(data, &e.query); err != nil || e.query == nil {
		return errors.New("the query on standard input is not a JSON object of texts: see " + a.name + " external -h")
	}
	if err := e.known(); err != nil {
		return err
	}
	answer, err := e.answer()
	if err != nil {
		return err
	}
	return a.writeLine(answer)
}

// An externalQuery is one query, answered by the commands that there are.
type externalQuery struct {
	*app
	query map[string]string
}

// known refuses members that mean nothing, such as misspelled ones, and leaves out
// empty ones: Terraform writes a null as one.
func (e *externalQuery) known() error {
	all := slices.Concat(queryMessage, querySign, queryPreflight, queryProof, queryOwn)
	for _, name := range slices.Sorted(maps.Keys(e.query)) {
		if !slices.Contains(all, name) {
			return fmt.Errorf("the query has %q, which means nothing: expected %s", name, strings.Join(all, ", "))
		}
		if e.query[name] == "" {
			delete(e.query, name)
		}
	}
	if want := e.query["require"]; want != "" && want != string(preflight.Pass) {
		return fmt.Errorf("require is %q: expected pass", want)
	}
	return nil
}

func (e *externalQuery) answer() (map[string]string, error) {
	text, signature, err := e.proof()
	if err != nil {
		return nil, err
	}
	m, err := message.Parse(text)
	if err != nil {
		return nil, err
	}
	answer := map[string]string{"message": text, "account": m.Account(), "resource": m.Resource().String(), "expires": m.Expiry().String()}
	if signature != "" {
		answer["signature"] = signature
	}
	return answer, e.judge(answer)
}

// proof is the message and the signature, kept or made.
func (e *externalQuery) proof() (text, signature string, err error) {
	if e.query["message"] == "" && e.query["keep"] != "" {
		if text, signature = e.kept(); text != "" {
			return text, signature, nil
		}
	}
	if text = e.query["message"]; text == "" {
		if text, err = e.run("message", e.flags(queryMessage, queryProof)...); err != nil {
			return "", "", err
		}
	}
	switch signs := e.query["key"] != "" || e.query["signer"] != ""; {
	case e.query["signature"] != "":
		signature = e.query["signature"]
	case signs:
		if signature, err = e.run("sign", append(e.flags(querySign, queryProof), "--", text)...); err != nil {
			return "", "", err
		}
	}
	return text, signature, e.keep(text, signature)
}

// flags are the query's members as a command takes them.
func (e *externalQuery) flags(sets ...[]string) (flags []string) {
	for _, name := range slices.Concat(sets...) {
		if value := e.query[name]; value != "" {
			flags = append(flags, "--"+strings.ReplaceAll(name, "_", "-")+"="+value)
		}
	}
	return flags
}

// run runs one of the commands, with no input and in this process, and returns what it
// printed, less the newline. Its errors are on standard error already.
func (e *externalQuery) run(command string, flags ...string) (string, error) {
	printed, status := e.try(command, flags...)
	if status != exitYes {
		return "", fmt.Errorf("%s %s failed: see above", e.name, command)
	}
	return strings.TrimSuffix(printed, "\n"), nil
}

func (e *externalQuery) try(command string, flags ...string) (printed string, status int) {
	var out bytes.Buffer
	env := e.Env
	env.Stdin, env.Stdout = strings.NewReader(""), &out
	status = Main(env, append([]string{command, "--quiet"}, flags...))
	return out.String(), status
}

// judge adds the verdict, if it is asked for.
func (e *externalQuery) judge(answer map[string]string) error {
	if len(e.flags([]string{"record", "server", "rir"})) == 0 && e.query["online"] != "true" {
		if e.query["require"] != "" {
			return errors.New(`require needs a record, or online = "true"`) // or it would hold for what was never looked at
		}
		return nil
	}
	flags := append(e.flags(queryPreflight), "--json", "--message="+answer["message"])
	if answer["signature"] != "" {
		flags = append(flags, "--signature="+answer["signature"])
	}
	if e.query["cert"] != "" {
		flags = append(flags, "--cert="+e.query["cert"])
	}
	printed, status := e.try("preflight", flags...)
	var report preflight.Report
	if err := json.Unmarshal([]byte(printed), &report); err != nil {
		return fmt.Errorf("%s preflight ended with status %d: see above", e.name, status)
	}
	answer["verdict"], answer["headline"] = string(report.Verdict), report.Headline
	answer["steps"] = strings.Join(report.Steps, "\n")
	if e.query["require"] != "" && report.Verdict != preflight.Pass {
		return fmt.Errorf("the pre-flight is no pass, but %s: %s", report.Verdict, report.Headline)
	}
	return nil
}
