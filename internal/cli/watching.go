package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
)

// watchFlags are those of a look that a clock makes and not a person: it fails before
// a certificate ends, says only what turned, and tells a monitoring system.
type watchFlags struct {
	failWithin     time.Duration
	metrics, state string
}

func (w *watchFlags) add(cmd *cobra.Command) {
	durationVar(cmd, &w.failWithin, "fail-within", 0, "say no if the certificate ends within this `TIME`, such as 30d")
	cmd.Flags().StringVar(&w.metrics, "metrics", "", "write metrics in Prometheus's text format to `FILE`, for a textfile collector; - for standard output, and nothing else there")
	uses(cmd, writesFile, "metrics")
}

func (w *watchFlags) addState(cmd *cobra.Command) {
	cmd.Flags().StringVar(&w.state, "state", "", "with --from, print only what turned since the last time, which `FILE` holds")
	uses(cmd, writesFile, "state")
}

func (w *watchFlags) validate() error {
	switch {
	case w.failWithin < 0:
		return errors.New("--fail-within takes no negative time")
	case w.state == "-":
		return errors.New("--state needs a file: the next time reads it again")
	}
	return nil
}

// CertificateEnding is the check that --fail-within is.
const certificateEnding problem.ID = "certificate-ending"

// ending says when a certificate ends, if that is too soon.
func (w *watchFlags) ending(notAfter, now time.Time) string {
	if w.failWithin == 0 || notAfter.After(now.Add(w.failWithin)) {
		return ""
	}
	return fmt.Sprintf("the certificate ends on %s (%s), and --fail-within is %s", notAfter.UTC().Format("2 January 2006"), daysLeft(notAfter, now), durationFlag{&w.failWithin})
}

// An outcome is what a look at a resource came to, as the file of --state has it.
type outcome struct {
	Verdict preflight.Verdict `json:"verdict"`
	Check   problem.ID        `json:"check"`          // that decided
	Seen    string            `json:"seen,omitempty"` // what it saw
	SHA256  string            `json:"certificateSHA256,omitempty"`
	Since   time.Time         `json:"since"` // the first look that came to this
	At      time.Time         `json:"at"`    // the last one
}

// outcome is the report's verdict, unless the certificate ends too soon.
func (w *watchFlags) outcome(report *preflight.Report) outcome {
	c := deciding(report)
	o := outcome{Verdict: report.Verdict, Check: c.ID, Seen: c.Seen, Since: report.At, At: report.At}
	if report.Certificate == nil || report.Certificate.NotAfter == nil {
		return o
	}
	o.SHA256 = report.Certificate.SHA256
	if ends := w.ending(*report.Certificate.NotAfter, report.At); ends != "" && report.Verdict == preflight.Pass {
		o.Verdict, o.Check, o.Seen = preflight.Fail, certificateEnding, ends
	}
	return o
}

// turned says whether two looks came to something else.
func (o outcome) turned(before outcome) bool {
	return o.Verdict != before.Verdict || o.Check != before.Check || o.Verdict == preflight.Pass && o.SHA256 != before.SHA256
}

// A fleetState is the file of --state: what the last look at each resource came to.
type fleetState struct {
	Version   int                `json:"version"`
	Resources map[string]outcome `json:"resources"`
}

// openState reads the file of --state; there may be none yet.
func (a *app) openState(path string) (*fleetState, error) {
	s := &fleetState{Version: 1, Resources: map[string]outcome{}}
	if path == "" {
		return s, nil
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return s, mayCreate(path, false)
	}
	data, err := a.readUpTo(path, maxState)
	if err != nil {
		return nil, err
	}
	if json.Unmarshal(data, s) != nil || s.Version != 1 || s.Resources == nil {
		return nil, fmt.Errorf("--state: %s is not a file that %s check has written, and stays as it is", problem.Visible(path), a.name)
	}
	return s, nil
}

// maxState bounds the file of --state: every ASN there is has some 300 bytes.
const maxState = 64 << 20

// note takes an outcome in, and returns the one before, if it was another.
func (s *fleetState) note(resource string, o outcome) (before outcome, known, turned bool) {
	before, known = s.Resources[resource]
	turned = !known || o.turned(before)
	if !turned {
		o.Since = before.Since
	}
	s.Resources[resource] = o
	return before, known, turned
}

// keep writes the file, less what is not on the list any more.
func (s *fleetState) keep(path string, listed map[string]bool) error {
	if path == "" {
		return nil
	}
	maps.DeleteFunc(s.Resources, func(name string, _ outcome) bool { return !listed[name] })
	data, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return create(path, append(data, '\n'), 0o644, true)
}
