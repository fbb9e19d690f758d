package rdap

import (
	"strings"

	"github.com/byoasn/byoasn/registry"
)

// owners are whose the extensions are that begin with a word and "_".
var owners = map[string]registry.Registry{
	"afrinic": registry.AFRINIC,
	"apnic":   registry.APNIC,
	"arin":    registry.ARIN,
	"lacnic":  registry.LACNIC,
	"nicbr":   registry.LACNIC,
	"ripe":    registry.RIPE,
}

// registryOfExtension tells whose an RDAP extension is by its identifier, such
// as "arin_originas0" or "nicbr_level_0" (RFC 9083 section 4.1), or returns "".
func registryOfExtension(identifier string) registry.Registry {
	name, _, _ := strings.Cut(strings.ToLower(identifier), "_")
	return owners[name]
}

// agree returns the one registry that the signs name, and "" if they name none
// or several. A sign that says nothing is "".
func agree(signs []registry.Registry) registry.Registry {
	var agreed registry.Registry
	for _, sign := range signs {
		switch {
		case sign == "" || sign == agreed:
		case agreed == "":
			agreed = sign
		default:
			return ""
		}
	}
	return agreed
}
