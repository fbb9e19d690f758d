package rdap

import "github.com/byoasn/byoasn/registry"

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
