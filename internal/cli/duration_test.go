package cli

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestTimesAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"30d": 30 * 24 * time.Hour, "12h": 12 * time.Hour, "1w": 7 * 24 * time.Hour, "90m": 90 * time.Minute, "1h30m": 90 * time.Minute,
		"0": 0, "1.5d": 36 * time.Hour, "-5m": -5 * time.Minute,
	} {
		d, err := parseDuration(text)
		require.NoError(t, err, text)
		require.Equal(t, want, d, text)
	}
	for _, text := range []string{"", "d", "30", "30 d", "1d2h3", "-1d", "1e9d", "NaNd", "Infw", "999999999999d", "soon"} {
		_, err := parseDuration(text)
		require.ErrorContains(t, err, "30m, 12h, 30d or 1w", text)
	}
}

func TestTimesAreShownShort(t *testing.T) {
	for d, want := range map[time.Duration]string{30 * time.Second: "30s", time.Hour: "1h", time.Minute: "1m", 90 * time.Minute: "1h30m",
		24 * time.Hour: "1d", 14 * 24 * time.Hour: "2w", 0: "0s"} {
		require.Equal(t, want, durationFlag{&d}.String())
	}
}
