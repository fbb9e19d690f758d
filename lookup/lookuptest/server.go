package lookuptest

import (
	"context"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/client"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// A Server plays everybody that package client asks. Many goroutines can use it
// at once.
type Server struct {
	URL string // its base, without a slash at the end

	server *httptest.Server

	mu      sync.Mutex
	now     func() time.Time
	records []Record
	vrps    []roa.VRP
	routes  []lookup.SeenRoute
	faults  []fault
	asked   []string
}

// NewServer starts a server with some records. Close ends it.
func NewServer(records ...Record) *Server {
	s := &Server{now: time.Now}
	s.server = httptest.NewUnstartedServer(s)
	s.server.Config.ErrorLog = log.New(io.Discard, "", 0) // faults are none of its own
	s.server.StartTLS()
	s.URL = s.server.URL
	s.Publish(records...)
	return s
}

// Close ends the server, and what it keeps waiting.
func (s *Server) Close() {
	s.server.CloseClientConnections()
	s.server.Close()
}

// SetClock sets the clock by which RIPEstat answers. It is the computer's
// otherwise.
func (s *Server) SetClock(now func() time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = now
}

// Publish adds records, in the place of those of the same resources.
func (s *Server) Publish(records ...Record) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, added := range records {
		s.records = slices.DeleteFunc(s.records, func(r Record) bool { return r.Resource == added.Resource })
		s.records = append(s.records, added)
	}
}

// Withdraw takes the record of a resource away.
func (s *Server) Withdraw(r resource.Resource) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.records = slices.DeleteFunc(s.records, func(record Record) bool { return record.Resource == r })
}

// SetROAs sets all ROAs that there are. Without them, there is none for any route.
func (s *Server) SetROAs(vrps ...roa.VRP) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.vrps = slices.Clone(vrps)
}

// Announce sets all routes that peers of the route collectors have. Of each,
// Prefix and Origin are enough.
func (s *Server) Announce(routes ...lookup.SeenRoute) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.routes = slices.Clone(routes)
}

// Requests are the URLs that were asked for, in order, under the names by which
// they were.
func (s *Server) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

// Certificate is that of the server, for programs that take a file of roots.
func (s *Server) Certificate() *x509.Certificate { return s.server.Certificate() }

// Client returns a client that takes the server for all of the Internet, and waits
// for no registry's pace.
func (s *Server) Client() *client.Client {
	pace := lookup.Pace{"": 0}
	for _, r := range append(registry.All(), registry.Nationals()...) {
		pace[r] = 0
	}
	return &client.Client{Settings: lookup.Settings{Pace: pace}, Transport: s.Transport()}
}

// Transport leads to the server, whatever the name of the host.
func (s *Server) Transport() *http.Transport {
	t := s.server.Client().Transport.(*http.Transport).Clone()
	t.Proxy = nil
	t.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, s.server.Listener.Addr().String())
	}
	t.TLSClientConfig.ServerName = "127.0.0.1"
	return t
}

// Settings name the server in all their URLs. Its certificate has to be trusted:
// a client takes Transport too.
func (s *Server) Settings() lookup.Settings {
	return lookup.Settings{Server: s.URL, ROAURL: s.URL + pathROA, LookingGlassURL: s.URL + pathGlass}
}

// ServeHTTP answers one request, as a server of any registry, RIPE NCC's database
// or RIPEstat.
func (s *Server) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	s.mu.Lock()
	s.asked = append(s.asked, "https://"+req.Host+req.URL.RequestURI())
	s.mu.Unlock()
	q := questionOf(req)
	if play, found := s.fault(q); found {
		play(w, req)
		return
	}
	switch q.service {
	case ROA:
		s.answerROA(w, req)
	case LookingGlass:
		s.answerGlass(w, req)
	case Database:
		s.answerDatabase(w, q)
	case RDAP:
		s.answerRDAP(w, req, q)
	default:
		http.NotFound(w, req)
	}
}

// answerRDAP answers with the record, or says where it is.
func (s *Server) answerRDAP(w http.ResponseWriter, req *http.Request, q question) {
	record, found := s.record(q.resource)
	if !found {
		notFound(w)
		return
	}
	host := req.URL.Hostname()
	if host == "" {
		host, _, _ = strings.Cut(req.Host, ":")
	}
	here := registry.OfHost(host)
	if there := record.Registry.Regional(); here != "" && here != there {
		http.Redirect(w, req, there.Rule().RDAP+rdapPath(q.resource), http.StatusMovedPermanently)
		return
	}
	write(w, http.StatusOK, typeRDAP, record.RDAP())
}

func (s *Server) answerDatabase(w http.ResponseWriter, q question) {
	record, found := s.record(q.resource)
	if !found || record.Registry != registry.RIPE {
		noEntries(w)
		return
	}
	write(w, http.StatusOK, typeText, record.Text())
}

// record is the one that a registry gives for a resource: the number's own, or
// that of the smallest range that holds it.
func (s *Server) record(r resource.Resource) (best Record, found bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	wanted, isRange := r.CIDR()
	longest := -1
	for _, record := range s.records {
		p, has := record.Resource.CIDR()
		switch {
		case record.Resource == r:
			return record, true
		case isRange && has && p.Overlaps(wanted) && p.Bits() <= wanted.Bits() && p.Bits() > longest:
			best, found, longest = record, true, p.Bits()
		}
	}
	return best, found
}
