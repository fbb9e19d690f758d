package handoff

import (
	"bytes"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// AuditLines is what to append to a log of what was signed: for each message a
// line, with a JSON object and a newline, that begins
//
//	{"version":1,"time":"2026-11-23T12:00:00Z","request":"...","digest":"...","message":"...",
//
// and ends with the fingerprints "certificate", where there is one, and
// "publicKey". The time is now in UTC; request is the request's digest in full,
// digest its short form, as people compare it. Nothing in it is secret. Write it at once, so that lines of several writers do not mix.
func (r *Response) AuditLines(now time.Time) []byte {
	var out bytes.Buffer
	p := &printer{jsontext.NewEncoder(&out)}
	signer := r.Signer()
	for _, s := range r.signed {
		p.braces(func() {
			p.name("version")
			_ = p.encoder.WriteToken(jsontext.Uint(version))
			p.text("time", now.UTC().Format(time.RFC3339))
			p.text("request", r.request.Full())
			p.text("digest", r.request.String())
			p.text("message", s.Message.String())
			p.fingerprint("certificate", signer.Certificate)
			p.fingerprint("publicKey", signer.PublicKey)
		})
	}
	return out.Bytes()
}
