package cli

import (
	"bytes"
	"encoding/json"

	"github.com/byoasn/byoasn/problem"
)

// writeJSON prints one indented JSON document.
func (a *app) writeJSON(v any) error { return a.encode(v, "  ") }

// writeLine prints a JSON object on a line.
func (a *app) writeLine(v any) error { return a.encode(v, "") }

// encode prints JSON that no terminal acts on, and without a secret in it: texts
// from outside are in it as they came.
func (a *app) encode(v any, indent string) error {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := a.Stdout.Write(problem.EscapeJSON(redactStrings(out.Bytes())))
	return err
}

// redactStrings redacts each string of a JSON document.
func redactStrings(document []byte) []byte {
	var out []byte
	for len(document) > 0 {
		begin := bytes.IndexByte(document, '"')
		if begin < 0 {
			break
		}
		end := begin + 1
		for end < len(document) && document[end] != '"' {
			if document[end] == '\\' {
				end++
			}
			end++
		}
		end = min(end+1, len(document))
		out = append(append(out, document[:begin]...), redactString(document[begin:end])...)
		document = document[end:]
	}
	return append(out, document...)
}

// redactString redacts one string, with its quotes.
func redactString(quoted []byte) []byte {
	var text string
	if err := json.Unmarshal(quoted, &text); err != nil || problem.Redact(text) == text {
		return quoted
	}
	redacted, err := json.Marshal(problem.Redact(text))
	if err != nil {
		return []byte(`""`)
	}
	return redacted
}
