package lookuptest

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

const (
	typeRDAP = "application/rdap+json"
	typeJSON = "application/json"
	typeText = "text/plain;charset=utf-8"
)

// A fault waits for its request.
type fault struct {
	question
	play http.HandlerFunc
}

// Fail makes the next requests about a resource fail, one for each kind, in their
// order; after them, the service answers again. Several calls add up. Without a
// resource it is the next requests about any, and for a ROA it is the range. A kind
// that the service cannot play is an error: see Faults.
func (s *Server) Fail(service Service, r resource.Resource, kinds ...problem.ID) error {
	var added []fault
	for _, kind := range kinds {
		play, found := plays(service)[kind]
		if !found {
			return fmt.Errorf("lookuptest: %q is no fault of the service %q", kind, service)
		}
		added = append(added, fault{question{service, r}, play})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, added...)
	return nil
}

// Faults lists the kinds that Fail takes for a service.
func Faults(service Service) []problem.ID {
	var kinds []problem.ID
	for _, kind := range lookup.Kinds() {
		if _, found := plays(service)[kind]; found {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// fault takes the next fault for a question.
func (s *Server) fault(q question) (http.HandlerFunc, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.faults, func(f fault) bool {
		return f.service == q.service && (f.resource.IsZero() || f.resource == q.resource)
	})
	if i < 0 {
		return nil, false
	}
	play := s.faults[i].play
	s.faults = slices.Delete(s.faults, i, i+1)
	return play, true
}

// plays are what a service can do wrong.
func plays(service Service) map[problem.ID]http.HandlerFunc {
	common := map[problem.ID]http.HandlerFunc{
		lookup.RateLimited:   rateLimited,
		lookup.Refused:       status(http.StatusForbidden),
		lookup.ServerFailure: status(http.StatusServiceUnavailable),
		lookup.Timeout:       hang,
		lookup.Connection:    breakOff,
		lookup.Redirect:      circle,
	}
	switch service {
	case RDAP:
		common[lookup.NotFound] = func(w http.ResponseWriter, _ *http.Request) { notFound(w) }
		common[lookup.NotRDAP] = page
		common[lookup.WrongObject] = answers(typeRDAP, `{"rdapConformance":["rdap_level_0"],"objectClassName":"autnum","handle":"AS1","startAutnum":1,"endAutnum":1}`)
		common[lookup.TooLarge] = endless(typeRDAP)
	case Database:
		common[lookup.NotFound] = func(w http.ResponseWriter, _ *http.Request) { noEntries(w) }
		common[lookup.NotDatabase] = page
		common[lookup.WrongObject] = answers(typeText, "aut-num:        AS1\nas-name:        EXAMPLE\nsource:         RIPE\n")
		common[lookup.TooLarge] = endless(typeText)
	case ROA:
		common[lookup.NotROA] = page
		common[lookup.Contradiction] = contradict
	case LookingGlass:
		common[lookup.NotLookingGlass] = page
	default:
		return nil
	}
	return common
}

func notFound(w http.ResponseWriter) {
	write(w, http.StatusNotFound, typeRDAP, []byte(`{"rdapConformance":["rdap_level_0"],"errorCode":404,"title":"Not Found","description":["There is no such object"]}`))
}

func noEntries(w http.ResponseWriter) {
	write(w, http.StatusNotFound, typeText, []byte("%ERROR:101: no entries found\n%\n% No entries found in source RIPE.\n"))
}

func rateLimited(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Retry-After", "1")
	write(w, http.StatusTooManyRequests, "text/html", []byte("<html>429 Too Many Requests</html>"))
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { http.Error(w, http.StatusText(code), code) }
}

func page(w http.ResponseWriter, _ *http.Request) {
	write(w, http.StatusOK, "text/html", []byte("<!DOCTYPE html><html><body>Please log in.</body></html>"))
}

func answers(media, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { write(w, http.StatusOK, media, []byte(body)) }
}

// endless sends until nobody reads any more.
func endless(media string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", media)
		for blank := strings.Repeat(" ", 1<<16); ; {
			if _, err := io.WriteString(w, blank); err != nil {
				return
			}
		}
	}
}

// hang answers never, until the client goes away.
func hang(_ http.ResponseWriter, req *http.Request) { <-req.Context().Done() }

// breakOff ends the connection without an answer.
func breakOff(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

func circle(w http.ResponseWriter, req *http.Request) {
	http.Redirect(w, req, "https://"+req.Host+req.URL.RequestURI(), http.StatusFound)
}

// contradict says a route to be valid, and has no ROA for it.
func contradict(w http.ResponseWriter, req *http.Request) {
	body := fmt.Sprintf(`{"status":"ok","status_code":200,"data_call_name":"rpki-validation","data":{"resource":%q,"prefix":%q,"status":"valid","validating_roas":[]}}`,
		req.FormValue("resource"), req.FormValue("prefix"))
	write(w, http.StatusOK, typeJSON, []byte(body))
}

func write(w http.ResponseWriter, status int, media string, body []byte) {
	w.Header().Set("Content-Type", media)
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that went away reads nothing
}
