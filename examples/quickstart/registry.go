package main

import (
	_ "embed"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync"
)

//go:embed data/arin-autnum-2914.json
var recorded []byte

// A fakeRegistry is ARIN's RDAP server on loopback, with one record.
type fakeRegistry struct {
	server *httptest.Server
	mu     sync.Mutex
	answer []byte
}

func newRegistry() *fakeRegistry {
	r := &fakeRegistry{answer: recorded}
	r.server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		r.mu.Lock()
		defer r.mu.Unlock()
		w.Header().Set("Content-Type", "application/rdap+json")
		w.Write(r.answer)
	}))
	return r
}

func (r *fakeRegistry) close()                       { r.server.Close() }
func (r *fakeRegistry) url() string                  { return r.server.URL }
func (r *fakeRegistry) transport() http.RoundTripper { return r.server.Client().Transport }

// publishOnASN puts a line into the comments of the ASN's own record.
func (r *fakeRegistry) publishOnASN(line string) error {
	return r.publish(func(record map[string]any) map[string]any { return record }, line)
}

// publishOnOrganization puts a line where AWS does not look.
func (r *fakeRegistry) publishOnOrganization(line string) error {
	return r.publish(func(record map[string]any) map[string]any {
		return record["entities"].([]any)[0].(map[string]any)
	}, line)
}

// publish adds a remark to a part of the recorded answer, as ARIN writes
// comments.
func (r *fakeRegistry) publish(owner func(record map[string]any) map[string]any, line string) error {
	var record map[string]any
	if err := json.Unmarshal(recorded, &record); err != nil {
		return err
	}
	o := owner(record)
	remarks, _ := o["remarks"].([]any)
	o["remarks"] = append(remarks, map[string]any{"title": "Registration Comments", "description": []string{line}})
	answer, err := json.Marshal(record)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer = answer
	return nil
}
