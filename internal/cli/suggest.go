package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/byoasn/byoasn/problem"
)

// nearEnough is how many letters a misspelling may be away from a name.
func nearEnough(name string) int {
	if len(name) <= 4 {
		return 1
	}
	return 2
}

// otherNames are what people call a flag, by what it is called here.
var otherNames = map[string][]string{
	"account":    {"account-id", "aws-account", "aws-account-id"},
	"asn":        {"as", "as-number", "autnum"},
	"at":         {"date", "day", "now", "time", "when"},
	"cert":       {"certificate", "crt", "x509"},
	"cidr":       {"ip-range", "network", "prefix", "range"},
	"days":       {"valid", "validity"},
	"expires":    {"expiration", "expire", "expires-on", "expiry", "expiry-date", "until", "valid-until"},
	"key":        {"private-key", "secret-key"},
	"message":    {"msg", "text-message"},
	"out":        {"file", "o", "output", "outfile"},
	"public-key": {"pub", "pubkey"},
	"rir":        {"registry"},
	"signature":  {"sig", "signed-message"},
	"vrps":       {"roa", "roas"},
}

// flagMeant is the flag that a name probably stands for, or "".
func flagMeant(cmd *cobra.Command, name string) string {
	for flag, others := range otherNames {
		for _, other := range others {
			if name == other && cmd.Flags().Lookup(flag) != nil {
				return flag
			}
		}
	}
	meant, best := "", len(name)
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden && strings.HasPrefix(f.Name, name+"-") {
			meant, best = f.Name, 0 // its beginning, such as --pool of --pool-id
		}
		if d := distance(name, f.Name); !f.Hidden && d < best && d <= nearEnough(f.Name) {
			meant, best = f.Name, d
		}
	})
	return meant
}

// oneDash is the flag of which only a dash is missing, as in -account: what the
// short flags before it, such as -v, have taken is put back.
func oneDash(cmd *cobra.Command, left string) string {
	left, _, _ = strings.Cut(left, "=")
	for _, taken := range []string{"", "q", "v", "h"} {
		if name := taken + left; len(name) > 1 && (cmd.Flags().Lookup(name) != nil || flagMeant(cmd, name) != "") {
			if cmd.Flags().Lookup(name) != nil {
				return name
			}
			return flagMeant(cmd, name)
		}
	}
	return ""
}

// distance is how many letters have to be changed, put in, left out or exchanged
// with the next to make one word of another (Damerau and Levenshtein's, of which
// each letter takes part once).
func distance(one, other string) int {
	before, last := make([]int, len(other)+1), make([]int, len(other)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(one); i++ {
		row := make([]int, len(other)+1)
		row[0] = i
		for j := 1; j <= len(other); j++ {
			cost := 1
			if one[i-1] == other[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && one[i-1] == other[j-2] && one[i-2] == other[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(other)]
}

// unknownFlag says which flag was probably meant. A command's own name that is
// misspelt, with flags after it, is what is wrong, and not the flags.
func unknownFlag(cmd *cobra.Command, unknown *pflag.NotExistError) error {
	if args := cmd.Flags().Args(); cmd.HasSubCommands() && len(args) > 0 {
		return group(cmd, args)
	}
	meant, err := "", error(unknown)
	if short := unknown.GetSpecifiedShortnames(); short != "" {
		err = fmt.Errorf("there is no flag -%s", unknown.GetSpecifiedName()) // and not what is after it
		meant = oneDash(cmd, short)
	} else {
		meant = flagMeant(cmd, unknown.GetSpecifiedName())
	}
	if meant == "" {
		return err
	}
	return hint(err, "did you mean --"+meant+"?")
}

// wantedOf says in plain words what a flag takes, by its type.
var wantedOf = map[string]string{
	"bool":     "it takes no value, or true or false",
	"duration": "expected a time with its unit, such as 30s, 5m or 24h",
	"int":      "expected a whole number",
}

// invalidValue says what a flag takes that was given something else, without the
// words of Go's libraries.
func invalidValue(invalid *pflag.InvalidValueError) error {
	f, why := invalid.GetFlag(), invalid.Unwrap().Error()
	if wanted := wantedOf[f.Value.Type()]; wanted != "" && (strings.HasPrefix(why, "strconv.") || strings.HasPrefix(why, "time: ")) {
		why = wanted
	}
	return fmt.Errorf("--%s %s: %s", f.Name, problem.Quote(invalid.GetValue()), why)
}

// noValue says that a flag stands at the end, and what it takes.
func noValue(err error) error {
	var missing *pflag.ValueRequiredError
	if !errors.As(err, &missing) {
		return err
	}
	what, _ := pflag.UnquoteUsage(missing.GetFlag())
	if what == "" {
		what = "value"
	}
	return fmt.Errorf("--%s needs its %s after it", missing.GetFlag().Name, what)
}
