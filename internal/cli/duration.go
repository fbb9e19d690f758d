package cli

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// units are the longer ones that a time may be written in, beside those of Go. A
// day is 24 hours.
var units = map[byte]time.Duration{'d': 24 * time.Hour, 'w': 7 * 24 * time.Hour}

// parseDuration reads a time as people write it: 30d, 1w, 12h, 90m, 1h30m. It is
// what every flag that takes a time reads.
func parseDuration(text string) (time.Duration, error) {
	unit, found := time.Duration(0), false
	if text != "" {
		unit, found = units[text[len(text)-1]]
	}
	if !found {
		d, err := time.ParseDuration(text)
		if err != nil {
			return 0, fmt.Errorf("expected a time such as 30m, 12h, 30d or 1w")
		}
		return d, nil
	}
	number := text[:len(text)-1]
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || strings.Trim(number, "0123456789.") != "" || n*float64(unit) > math.MaxInt64/2 {
		return 0, fmt.Errorf("expected a time such as 30m, 12h, 30d or 1w")
	}
	return time.Duration(n * float64(unit)), nil
}

// A durationFlag is a flag that takes a time.
type durationFlag struct{ d *time.Duration }

// durationVar adds a flag that takes a time as [parseDuration] reads it.
func durationVar(cmd *cobra.Command, d *time.Duration, name string, preset time.Duration, usage string) {
	*d = preset
	cmd.Flags().Var(durationFlag{d}, name, usage)
}

func (f durationFlag) Type() string { return "duration" }

func (f durationFlag) Set(text string) (err error) {
	*f.d, err = parseDuration(text)
	return err
}

// String is the shortest form: 1h, and not 1h0m0s.
func (f durationFlag) String() string {
	if f.d == nil || *f.d == 0 {
		return "0s" // which pflag takes for no default
	}
	for _, unit := range []byte{'w', 'd'} {
		if *f.d%units[unit] == 0 {
			return fmt.Sprintf("%d%c", *f.d/units[unit], unit)
		}
	}
	text := f.d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}
