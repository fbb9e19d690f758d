package lookuptest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/byoasn/byoasn/roa"
)

// RIPEstat's times have no zone.
const timeOfRIPEstat = "2006-01-02T15:04:05"

// states are RIPEstat's words.
var states = map[roa.State]string{
	roa.Valid: "valid", roa.NotFound: "unknown", roa.InvalidASN: "invalid_asn", roa.InvalidLength: "invalid_length",
}

// answerROA answers as RIPEstat's data call rpki-validation.
func (s *Server) answerROA(w http.ResponseWriter, req *http.Request) {
	prefix, _ := parse(req.FormValue("prefix")).CIDR()
	origin, _ := parse(req.FormValue("resource")).ASN()
	now, vrps := s.world()
	q := roa.Question{Prefix: prefix, Origin: origin}
	v := roa.Validate(vrps, q, now)
	covering := []any{}
	for _, vrp := range v.Covering {
		covering = append(covering, map[string]any{
			"origin": vrp.ASN, "prefix": vrp.Prefix, "max_length": vrp.MaxLength,
			"validity": states[roa.Validate([]roa.VRP{vrp}, q, now).State],
		})
	}
	ripestat(w, "rpki-validation", now, map[string]any{
		"resource": origin, "prefix": prefix, "status": states[v.State], "validator": "routinator", "validating_roas": covering,
	})
}

// answerGlass answers as RIPEstat's data call looking-glass.
func (s *Server) answerGlass(w http.ResponseWriter, req *http.Request) {
	asked, _ := parse(req.FormValue("resource")).CIDR()
	now, _ := s.world()
	s.mu.Lock()
	defer s.mu.Unlock()
	peers := []any{}
	for i, route := range s.routes {
		if !asked.IsValid() || !asked.Overlaps(route.Prefix) {
			continue
		}
		seen := route.Seen
		if seen.IsZero() {
			seen = now
		}
		peers = append(peers, map[string]any{
			"asn_origin": route.Origin, "as_path": cmp.Or(route.Path, "64500 "+route.Origin.String()), "prefix": route.Prefix,
			"peer": cmp.Or(route.Peer, fmt.Sprintf("198.51.100.%d", i%254+1)), "latest_time": seen.UTC().Format(timeOfRIPEstat),
		})
	}
	ripestat(w, "looking-glass", now, map[string]any{
		"rrcs":       []any{map[string]any{"rrc": "RRC00", "location": "Amsterdam, Netherlands", "peers": peers}},
		"parameters": map[string]any{"resource": asked}, "query_time": now.Format(timeOfRIPEstat), "latest_time": now.Format(timeOfRIPEstat),
	})
}

func (s *Server) world() (time.Time, []roa.VRP) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now().UTC(), s.vrps
}

// ripestat answers in the envelope of every data call.
func ripestat(w http.ResponseWriter, call string, now time.Time, data map[string]any) {
	var text strings.Builder
	_ = json.NewEncoder(&text).Encode(map[string]any{ // nothing of it fails
		"messages": []any{}, "see_also": []any{}, "version": "0.3", "cached": false,
		"data_call_name": call, "data_call_status": "supported",
		"data": data, "status": "ok", "status_code": http.StatusOK, "time": now.Format(timeOfRIPEstat),
	})
	write(w, http.StatusOK, typeJSON, []byte(text.String()))
}
