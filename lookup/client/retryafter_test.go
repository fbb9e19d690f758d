package client

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The example of RFC 9110 section 10.2.3 is half a day before its date.
var halfADayBefore = time.Date(1999, time.December, 31, 11, 59, 59, 0, time.UTC)

func TestRetryAfterIsSecondsOrADate(t *testing.T) {
	tests := map[string]struct {
		want time.Duration
		has  bool
	}{
		"120":                             {2 * time.Minute, true},
		" 120 ":                           {2 * time.Minute, true},
		"0":                               {0, true},
		"0120":                            {2 * time.Minute, true},
		"86401":                           {24 * time.Hour, true},
		"9223372036854775807":             {24 * time.Hour, true},
		"9223372036854775808":             {24 * time.Hour, true},
		"Fri, 31 Dec 1999 23:59:59 GMT":   {12 * time.Hour, true},
		"Friday, 31-Dec-99 23:59:59 GMT":  {12 * time.Hour, true}, // RFC 850
		"Fri Dec 31 23:59:59 1999":        {12 * time.Hour, true}, // asctime
		"Fri, 31 Dec 1999 11:00:00 GMT":   {0, true},
		"Fri, 31 Dec 9999 23:59:59 GMT":   {24 * time.Hour, true},
		"":                                {},
		"-1":                              {},
		"+1":                              {},
		"1.5":                             {},
		"120s":                            {},
		"1e3":                             {},
		"soon":                            {},
		"1999-12-31T23:59:59Z":            {},
		"Fri, 31 Dec 1999 23:59:59 +0100": {},
		"١٢٠":                             {},
	}
	for field, test := range tests {
		t.Run(field, func(t *testing.T) {
			got, has := parseRetryAfter(field, halfADayBefore)
			require.Equal(t, test.has, has)
			require.Equal(t, test.want, got)
		})
	}
}

func FuzzParseRetryAfter(f *testing.F) {
	for _, seed := range []string{"120", "Fri, 31 Dec 1999 23:59:59 GMT", "-1", "99999999999999999999", "", "soon"} {
		f.Add(seed, halfADayBefore.Unix())
	}
	f.Fuzz(func(t *testing.T, field string, now int64) {
		wait, has := parseRetryAfter(field, time.Unix(now, 0))
		require.GreaterOrEqual(t, wait, time.Duration(0))
		require.LessOrEqual(t, wait, maxRetryAfter)
		if !has {
			require.Zero(t, wait)
		}
	})
}
