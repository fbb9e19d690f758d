package cli

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// A keptProof is what a file of "keep" holds.
type keptProof struct {
	Message   string `json:"message"`
	Signature string `json:"signature,omitempty"`
}

// kept is the message and signature of the file, if they are still what the query
// asks for.
func (e *externalQuery) kept() (text, signature string) {
	var k keptProof
	data, err := e.read(e.query["keep"])
	if err != nil || json.Unmarshal(data, &k) != nil {
		return "", ""
	}
	m, err := message.Parse(k.Message)
	if err != nil || !e.asksFor(m) {
		return "", ""
	}
	signs := e.query["key"] != "" || e.query["signer"] != ""
	if signs != (k.Signature != "") || !e.verifies(k) {
		return "", ""
	}
	return k.Message, k.Signature
}

// asksFor says whether a message is about what the query names, and lasts.
func (e *externalQuery) asksFor(m message.Message) bool {
	asked, err := resource.Parse(e.query["asn"] + e.query["cidr"])
	if err != nil || asked != m.Resource() {
		return false
	}
	if account, err := message.ParseAccount(e.query["account"]); err != nil || account != m.Account() {
		return false
	}
	if day := e.query["expires"]; day != "" {
		wanted, err := e.parseDay("expires", day)
		return err == nil && wanted == m.Expiry()
	}
	return wholeDays(m.Expiry().Start(), e.Now()) >= mostKept
}

// verifies says whether a kept signature is of the certificate or public key that the
// query names, if it names one.
func (e *externalQuery) verifies(k keptProof) bool {
	flags := e.flags([]string{"cert", "public_key"})
	if len(flags) == 0 || k.Signature == "" {
		return true
	}
	_, status := e.try("verify", append(flags[:1], "--message="+k.Message, "--signature="+k.Signature)...)
	return status == exitYes
}

// keep writes the file anew. What it holds, but nothing else, is overwritten.
func (e *externalQuery) keep(text, signature string) error {
	path := e.query["keep"]
	if path == "" {
		return nil
	}
	if _, err := os.Stat(path); err == nil {
		var k keptProof
		if old, err := e.read(path); err != nil || json.Unmarshal(old, &k) != nil || k.Message == "" {
			return fmt.Errorf("keep: %s is not a file that %s external has written, and stays as it is", problem.Visible(path), e.name)
		}
	}
	data, err := json.MarshalIndent(keptProof{text, signature}, "", "  ")
	if err != nil {
		return err
	}
	return create(path, append(data, '\n'), 0o644, true)
}
