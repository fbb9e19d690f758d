package cli_test

import (
	"fmt"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/lookuptest"
	"github.com/byoasn/byoasn/provision/provisiontest"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// internetVariable names the server that plays the registries and RIPEstat to the
// programs of a script.
const internetVariable = "BYOASN_TEST_INTERNET"

// inTest has the program ask that server in place of all others.
func inTest(s lookup.Settings, server string) lookup.Settings {
	if server == "" {
		return s
	}
	test := lookuptest.Server{URL: server}
	named := test.Settings()
	s.Server, s.ROAURL, s.LookingGlassURL = named.Server, named.ROAURL, named.LookingGlassURL
	if s.Registry == "" {
		s.Registry = registry.ARIN // whose server it is
	}
	return s
}

// A story is a user who reads nothing but what "byoasn status" prints, and types the
// command that it names, until all is done; and the world around: the registries, AWS,
// and the peers that see routes. What goes wrong on the way, each once, is in faults.
type story struct {
	ts       *testscript.TestScript
	internet *lookuptest.Server
	faults   map[string]bool

	mu  sync.Mutex
	now time.Time
}

// tell is the script's command: tell [fault...].
func tell(ts *testscript.TestScript, neg bool, args []string) {
	s := &story{ts: ts, internet: lookuptest.NewServer(), faults: map[string]bool{}, now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
	for _, fault := range args {
		s.faults[fault] = true
	}
	ts.Defer(s.internet.Close)
	s.internet.SetClock(s.time)
	for _, of := range []string{"2914", "192.41.244.0/24"} {
		s.publish(of)
	}
	plain := httptest.NewServer(s.internet)
	ts.Defer(plain.Close)
	aws := httptest.NewServer(&provisiontest.AWS{Account: "123456789012", Registry: s.internet.Client(), Takes: 5 * time.Minute, Now: s.time})
	ts.Defer(aws.Close)
	ts.Setenv(internetVariable, plain.URL)
	ts.Setenv("AWS_ENDPOINT_URL", aws.URL)
	s.tell()
}

// internet is the script's command that has a certificate published, ROAs created and
// the range announced: internet CERTIFICATE.
func internet(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: internet CERTIFICATE")
	}
	s := &story{ts: ts, internet: lookuptest.NewServer()}
	ts.Defer(s.internet.Close)
	at, err := time.Parse(time.RFC3339, ts.Getenv(nowVariable))
	ts.Check(err)
	s.internet.SetClock(func() time.Time { return at })
	s.create()
	s.paste(strings.ReplaceAll(ts.ReadFile(args[0]), "\n", ""))
	s.announce()
	plain := httptest.NewServer(s.internet)
	ts.Defer(plain.Close)
	ts.Setenv(internetVariable, plain.URL)
	ts.Setenv("SERVER", plain.URL)
}

func (s *story) time() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *story) pass() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(3 * time.Minute)
	s.ts.Setenv(nowVariable, s.now.Format(time.RFC3339))
}

// publish has lines stand in the record of a resource, where AWS looks.
func (s *story) publish(of string, lines ...string) {
	r, err := resource.Parse(of)
	s.ts.Check(err)
	s.internet.Publish(lookuptest.Record{Registry: registry.ARIN, Resource: r, Field: lines})
}

const longest = 80 // commands of a story

func (s *story) tell() {
	for range longest {
		s.pass()
		err := s.ts.Exec("byoasn", "status")
		shown := s.ts.ReadFile("stdout")
		s.ts.Logf("%s", shown)
		if err == nil {
			return
		}
		_, rest, found := strings.Cut(shown, "next:\n  ")
		if !found {
			s.ts.Fatalf("status names no next command, and not all is done")
		}
		next, _, _ := strings.Cut(rest, "\n")
		s.pass()
		s.before(next)
		err = s.ts.Exec("sh", "-e", "-c", next+s.typed(next))
		s.after(next, s.ts.ReadFile("stdout"), err != nil)
	}
	s.ts.Fatalf("not done after %d commands", longest)
}

// typed is what a person types when the command asks for the passphrase.
func (s *story) typed(command string) string {
	for _, asks := range []string{"byoasn key new ", "byoasn cert new ", "byoasn sign "} {
		if strings.HasPrefix(command, asks) {
			return " --passphrase-file passphrase.txt"
		}
	}
	return ""
}

// once says whether a fault is to happen now.
func (s *story) once(fault string) bool {
	happens := s.faults[fault]
	delete(s.faults, fault)
	return happens
}

// before is what happens in the world while a command is typed.
func (s *story) before(command string) {
	switch {
	case strings.Contains(command, "provision-ipam-byoasn") && s.once("gone"):
		s.publish("2914") // somebody cleans up the record
	case strings.Contains(command, "provision-ipam-pool-cidr") && s.once("roas-gone"):
		s.internet.SetROAs()
	}
}

// after is what the person does with what a command printed: paste the text, create
// the ROAs, wait.
func (s *story) after(command, printed string, failed bool) {
	switch {
	case strings.HasPrefix(command, "byoasn cert publish "):
		if s.once("misplaced") {
			r, _ := resource.Parse("2914")
			s.internet.Publish(lookuptest.Record{Registry: registry.ARIN, Resource: r, Holder: strings.Split(strings.TrimSpace(printed), "\n")})
			return
		}
		s.paste(printed)
	case failed && (strings.HasPrefix(command, "byoasn check ") || strings.HasPrefix(command, "byoasn preflight ") || strings.HasPrefix(command, "byoasn roas ")):
		s.fix(command)
	case strings.Contains(command, "advertise-byoip-cidr"):
		s.announce()
	}
}

// announce has all peers see the range.
func (s *story) announce() {
	var routes []lookup.SeenRoute
	for i := range 330 {
		routes = append(routes, lookup.SeenRoute{Prefix: netip.MustParsePrefix("192.41.244.0/24"), Origin: 2914, Peer: fmt.Sprintf("192.0.%d.%d", i/250, i%250), Collector: "RRC00"})
	}
	s.internet.Announce(routes...)
}

// paste has the text in the records of all that the person brings.
func (s *story) paste(text string) {
	line := strings.TrimSpace(text)
	s.publish("2914", line)
	s.publish("192.41.244.0/24", line)
}

// fix does what a failed command said.
func (s *story) fix(string) {
	s.paste(strings.ReplaceAll(s.ts.ReadFile("certificate.pem"), "\n", ""))
	s.create()
}

// create has the ROAs be there.
func (s *story) create() {
	var vrps []roa.VRP
	for _, origin := range []resource.ASN{16509, 14618, 2914} {
		vrps = append(vrps, roa.VRP{Prefix: netip.MustParsePrefix("192.41.244.0/24"), MaxLength: 24, ASN: origin})
	}
	s.internet.SetROAs(vrps...)
}
