package online

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/internal/cli"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

// open returns registries that are one server on loopback, which knows AS12345
// and 192.0.2.0/24.
func open(t *testing.T) cli.Registries {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/rdap+json")
		switch {
		case r.URL.Path == "/autnum/12345":
			fmt.Fprint(w, `{"objectClassName": "autnum", "handle": "AS12345", "startAutnum": 12345, "endAutnum": 12345}`)
		case strings.HasPrefix(r.URL.Path, "/ip/192.0.2.0"):
			fmt.Fprint(w, `{"objectClassName": "ip network", "handle": "NET-1", "startAddress": "192.0.2.0", "endAddress": "192.0.2.255", "ipVersion": "v4"}`)
		default:
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, `{"errorCode": 404}`)
		}
	}))
	t.Cleanup(server.Close)
	registries, published, err := Network{}.Registries(t.Context(), cli.Settings{Server: server.URL, Timeout: 10 * time.Second})
	require.NoError(t, err)
	require.True(t, published.IsZero())
	return registries
}

func TestARecordComesWithItsBytesAndURL(t *testing.T) {
	registries := open(t)
	answer, err := registries.Record(t.Context(), rdap.Question{ASN: 12345})
	require.NoError(t, err)
	require.Equal(t, "AS12345", answer.Record.Handle)
	require.Contains(t, string(answer.Body), `"handle": "AS12345"`)
	require.Contains(t, answer.URL, "/autnum/12345")

	answer, err = registries.Record(t.Context(), rdap.Question{Prefix: netip.MustParsePrefix("192.0.2.0/24")})
	require.NoError(t, err)
	require.Equal(t, "NET-1", answer.Record.Handle)
}

func TestWhatARegistryDoesNotKnowIsAbsent(t *testing.T) {
	_, err := open(t).Record(t.Context(), rdap.Question{ASN: 12399})
	var f *cli.Failure
	require.ErrorAs(t, err, &f)
	require.Equal(t, cli.Absent, f.Reason)
}

func TestManyRecordsStopWhenTheReaderHasEnough(t *testing.T) {
	registries := open(t)
	reasons := map[resource.ASN]bool{}
	for result := range registries.Records(t.Context(), slices.Values([]resource.ASN{12345, 12399}), 2) {
		reasons[result.ASN] = result.Err == nil
	}
	require.Equal(t, map[resource.ASN]bool{12345: true, 12399: false}, reasons)
	for range registries.Records(t.Context(), slices.Values([]resource.ASN{12345, 12399}), 2) {
		break
	}
}

func TestWaitingEndsWhenTheLookIsDone(t *testing.T) {
	registries := open(t)
	for _, q := range []rdap.Question{{ASN: 12345}, {Prefix: netip.MustParsePrefix("192.0.2.0/24")}} {
		looks := 0
		err := registries.Wait(t.Context(), q, func(answer *cli.Answer, err error) bool {
			looks++
			return err == nil && answer.Record.Handle != ""
		})
		require.NoError(t, err)
		require.Equal(t, 1, looks)
	}
}

func TestABootstrapThatIsNoneIsRefused(t *testing.T) {
	_, _, err := Network{}.Registries(t.Context(), cli.Settings{Bootstrap: []byte("{}")})
	require.Error(t, err)
}
