package handoff_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/handoff"
	"github.com/byoasn/byoasn/problem"
)

func FuzzParseRequest(f *testing.F) {
	seeds := [][]byte{
		readFile(f, "request.json"),
		readFile(f, "response.json"),
		request(f, handoff.Options{}, first).Marshal(),
		request(f, handoff.Options{Note: `"`}, second, first).Marshal(),
		[]byte(`{"version": 2}`),
	}
	require.NotEmpty(f, seeds)
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := handoff.ParseRequest(data)
		if err != nil {
			var e *problem.Problem
			require.ErrorAs(t, err, &e)
			require.NotEmpty(t, e.ID)
			require.Equal(t, "request", e.Field)
			require.Nil(t, r)
			return
		}
		require.NotEmpty(t, r.Messages())
		again, err := handoff.ParseRequest(r.Marshal())
		require.NoError(t, err)
		require.Equal(t, r, again)
		require.Equal(t, stripped(r.Marshal()), stripped(data), "only white space is forgiven")
		for _, c := range r.Describe(now) {
			require.True(t, c == '\n' || c >= ' ' && c <= '~', "%q", c)
		}
	})
}

// stripped takes white space out of a file, that in its texts too.
func stripped(data []byte) string {
	var out []byte
	for _, c := range data {
		if c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			out = append(out, c)
		}
	}
	return string(out)
}

func FuzzParseResponse(f *testing.F) {
	stored, err := handoff.ParseRequest(readFile(f, "request.json"))
	require.NoError(f, err)
	bare, err := handoff.Respond(testKey(f, "key.pem"), nil, request(f, handoff.Options{}, first), now)
	require.NoError(f, err)
	seeds := [][]byte{
		readFile(f, "response.json"),
		readFile(f, "example-response.json"),
		readFile(f, "request.json"),
		bare.Marshal(),
	}
	require.NotEmpty(f, seeds)
	for _, seed := range seeds {
		f.Add(seed)
	}
	original := string(readFile(f, "response.json"))
	f.Fuzz(func(t *testing.T, data []byte) {
		response, err := handoff.ParseResponse(data)
		var e *problem.Problem
		if err != nil {
			require.ErrorAs(t, err, &e)
			require.NotEmpty(t, e.ID)
			require.Nil(t, response)
			return
		}
		again, err := handoff.ParseResponse(response.Marshal())
		require.NoError(t, err)
		require.Equal(t, response.Marshal(), again.Marshal())
		require.Equal(t, stripped(response.Marshal()), stripped(data), "only white space is forgiven")
		if _, err := handoff.Accept(stored, response, now); err == nil {
			require.Equal(t, original, string(response.Marshal()), "only a seed is accepted")
		} else {
			require.True(t, errors.As(err, &e))
		}
	})
}
