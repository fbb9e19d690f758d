package cli

import (
	"bytes"
	"crypto/x509"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
)

// Metrics are samples in Prometheus's text format ("Exposition formats", version
// 0.0.4, Prometheus documentation). Times are in seconds since 1970, as is the custom
// there: how long is left a rule says, such as
// byoasn_certificate_not_after_timestamp_seconds - time() < 30 * 86400.
type metrics struct {
	families map[string][]string // samples by the metric's name
}

// What each metric is, in their order.
var metricHelp = [][2]string{
	{"byoasn_check_verdict", "Whether the certificate is published where AWS looks: 1 for the verdict that holds."},
	{"byoasn_check_timestamp_seconds", "When the record was looked at."},
	{"byoasn_certificate_not_before_timestamp_seconds", "When the certificate begins to be valid."},
	{"byoasn_certificate_not_after_timestamp_seconds", "When the certificate ends."},
	{"byoasn_certificate_concerns", "How many reasons there are for which AWS may not take the certificate."},
}

// metricsStart begins every file of metrics, by which one is known.
const metricsStart = "# HELP byoasn_"

func (m *metrics) add(name string, value float64, labels ...string) {
	if m.families == nil {
		m.families = map[string][]string{}
	}
	var pairs []string
	for i := 0; i+1 < len(labels); i += 2 {
		pairs = append(pairs, labels[i]+`="`+labelValue(labels[i+1])+`"`)
	}
	m.families[name] = append(m.families[name], fmt.Sprintf("%s{%s} %s\n", name, strings.Join(pairs, ","), strconv.FormatFloat(value, 'f', -1, 64)))
}

// labelValue escapes what the format escapes, and nothing that a terminal acts on is
// left.
func labelValue(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(problem.Visible(problem.Redact(s)))
}

// addOutcome adds a look at a resource.
func (m *metrics) addOutcome(resource string, o outcome, report *preflight.Report) {
	for _, v := range []preflight.Verdict{preflight.Pass, preflight.Fail, preflight.Unknown} {
		value := 0.0
		if v == o.Verdict {
			value = 1
		}
		m.add("byoasn_check_verdict", value, "resource", resource, "verdict", string(v))
	}
	m.add("byoasn_check_timestamp_seconds", seconds(o.At), "resource", resource)
	if c := report.Certificate; c != nil && c.NotAfter != nil && c.NotBefore != nil {
		m.add("byoasn_certificate_not_before_timestamp_seconds", seconds(*c.NotBefore), "resource", resource, "sha256", c.SHA256)
		m.add("byoasn_certificate_not_after_timestamp_seconds", seconds(*c.NotAfter), "resource", resource, "sha256", c.SHA256)
	}
}

// addCertificate adds a certificate in a file.
func (m *metrics) addCertificate(file string, cert *x509.Certificate, concerns int) {
	labels := []string{"file", file, "subject", cert.Subject.String(), "sha256", certgen.Fingerprint(cert)}
	m.add("byoasn_certificate_not_before_timestamp_seconds", seconds(cert.NotBefore), labels...)
	m.add("byoasn_certificate_not_after_timestamp_seconds", seconds(cert.NotAfter), labels...)
	m.add("byoasn_certificate_concerns", float64(concerns), labels...)
}

func seconds(t time.Time) float64 { return float64(t.Unix()) }

// text is the format, samples in order.
func (m *metrics) text() []byte {
	var b bytes.Buffer
	for _, help := range metricHelp {
		samples := m.families[help[0]]
		if len(samples) == 0 {
			continue
		}
		slices.Sort(samples)
		fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s gauge\n%s", help[0], help[1], help[0], strings.Join(samples, ""))
	}
	return b.Bytes()
}

// write writes the metrics to the file of --metrics, anew each time: whole, so that a
// collector never reads a half. What is not such a file stays as it is.
func (m *metrics) write(a *app, path string) error {
	switch {
	case path == "":
		return nil
	case path == "-":
		_, err := a.Stdout.Write(m.text())
		return err
	}
	if err := a.mayWriteMetrics(path); err != nil {
		return err
	}
	return create(path, m.text(), 0o644, true)
}

// mayWriteMetrics fails early where write would.
func (a *app) mayWriteMetrics(path string) error {
	if path == "" || path == "-" {
		return nil
	}
	if info, err := os.Stat(path); err == nil && info.Size() > 0 {
		old, err := a.readUpTo(path, maxState)
		if err != nil {
			return err
		}
		if !bytes.HasPrefix(old, []byte(metricsStart)) {
			return fmt.Errorf("--metrics: %s is not a file of such metrics, and stays as it is", problem.Visible(path))
		}
	}
	return mayCreate(path, true)
}
