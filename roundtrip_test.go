package byoasn_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/awsstate"
	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/handoff"
	"github.com/byoasn/byoasn/handoff/qr"
	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/client"
	"github.com/byoasn/byoasn/lookup/lookuptest"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/proof"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/provision/provisiontest"
	"github.com/byoasn/byoasn/publish"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
	"github.com/byoasn/byoasn/seen"
	"github.com/byoasn/byoasn/sign"
	"github.com/byoasn/byoasn/sign/external"
	"github.com/byoasn/byoasn/status"
)

// public has every type that the module exports.
var public = []any{
	new(awsstate.ASN), new(awsstate.Answer), new(awsstate.Association), new(awsstate.Explanation), new(awsstate.Finding), new(awsstate.IPAM), new(awsstate.Pool), new(awsstate.PoolRange), new(awsstate.ROA), new(awsstate.Range), new(awsstate.Route),
	new(certgen.KeyFile), new(certgen.Kind), new(certgen.KindError), new(certgen.Overview), new(certgen.Profile),
	new(handoff.Accepted), new(handoff.Digest), new(handoff.Fingerprint), new(handoff.Item), new(handoff.Line), new(handoff.Options), new(handoff.Refusal), new(handoff.Request), new(handoff.Response), new(handoff.Signed), new(handoff.Signer),
	new(qr.Frame),
	new(lookup.Announcement), new(lookup.Answer), new(lookup.Bootstrap), new(lookup.Error), new(lookup.LookingGlass), new(lookup.Pace), new(lookup.ROAAnswer), new(lookup.Reading), new(lookup.Result), new(lookup.Retry), new(lookup.SeenRoute), new(lookup.Server), new(lookup.Settings), new(lookup.WaitOptions),
	new(client.Client), new(client.Exchange),
	new(lookuptest.Record), new(lookuptest.Server), new(lookuptest.Service),
	new(message.Date), new(message.Fields), new(message.Message),
	new(preflight.Check), new(preflight.Evidence), new(preflight.Input), new(preflight.Published), new(preflight.Record), new(preflight.Report), new(preflight.Verdict), new(preflight.Verification), new(preflight.MessageProblem),
	new(problem.ID), new(problem.List), new(problem.Problem),
	new(proof.File), new(proof.Look), new(proof.Proof), new(proof.Step), new(proof.Which),
	new(provision.Arg), new(provision.Association), new(provision.Command), new(provision.Method), new(provision.Note), new(provision.Operation), new(provision.ParentResponse), new(provision.Phase), new(provision.Request), new(provision.Runbook), new(provision.Service), new(provision.Shell), new(provision.Source), new(provision.Step), new(provision.Token), new(provision.Variable), new(provision.Wait),
	new(provisiontest.AWS), new(provisiontest.Registry),
	new(publish.Call), new(publish.Change), new(publish.Guide), new(publish.Update),
	new(rdap.Class), new(rdap.Entity), new(rdap.ErrorObject), new(rdap.Form), new(rdap.Found), new(rdap.Place), new(rdap.Published), new(rdap.Record), new(rdap.Source), new(rdap.Text),
	new(registry.Registry), new(registry.Rule), new(registry.Sign),
	new(resource.ASN), new(resource.Resource), new(resource.Special),
	new(roa.Export), new(roa.Format), new(roa.Plan), new(roa.Question), new(roa.Result), new(roa.State), new(roa.Step), new(roa.Table), new(roa.VRP), new(roa.Validity),
	new(seen.Input), new(seen.Report), new(seen.Route), new(seen.Sample), new(seen.Whose),
	new(sign.BatchOptions), new(sign.EncodingError), new(sign.Result), new(sign.Signature), new(sign.VerifyError),
	new(external.Command), new(external.Signer),
	new(status.Expiry), new(status.Input), new(status.Line), new(status.Report), new(status.Way),
}

// TestEveryPublicTypeIsInTheList reads the packages.
func TestEveryPublicTypeIsInTheList(t *testing.T) {
	var listed, declared []string
	for _, v := range public {
		listed = append(listed, strings.TrimPrefix(fmt.Sprintf("%T", v), "*"))
	}
	for name, room := range rooms(t) {
		if room.public() {
			declared = append(declared, typesOf(t, name)...)
		}
	}
	slices.Sort(listed)
	slices.Sort(declared)
	require.Equal(t, strings.Join(declared, "\n"), strings.Join(listed, "\n"))
}

// typesOf are the exported types of a package.
func typesOf(t *testing.T, dir string) []string {
	t.Helper()
	_, files := parsed(t, dir)
	var types []string
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, is := n.(*ast.TypeSpec); is && spec.Name.IsExported() {
				types = append(types, file.Name.Name+"."+spec.Name.Name)
			}
			return true
		})
	}
	return types
}

// samples are values of types that are not filled by their kind.
var samples = map[reflect.Type]any{}

func sample[T any](values ...T) {
	for _, v := range values {
		samples[reflect.TypeFor[T]()] = v
	}
}

// must is for what cannot fail here.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func TestPublicTypesRoundTripThroughJSONOrRefuse(t *testing.T) {
	sample(time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC))
	sample(90 * time.Second)
	sample(netip.MustParsePrefix("192.0.2.0/24"))
	sample(netip.MustParseAddr("192.0.2.1"))
	sample(resource.OfASN(64496))
	sample(registry.RIPE)
	sample(must(message.Parse("1|aws|123456789012|64496|20261231|SHA256|RSAPSS")))
	sample(must(message.ParseDate("20261231")))
	sample(must(handoff.ParseFingerprint(strings.Repeat("AB", 32))))
	sample(must(sign.Parse(strings.Repeat("A", 342) + "__")))
	sample(preflight.Pass)
	sample(preflight.Report{Version: 2, Steps: []string{"do this"}, At: time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)})
	sample(theProof())
	sample(proof.File{Proofs: []*proof.Proof{new(theProof())}})
	for _, of := range public {
		pointer := reflect.TypeOf(of)
		t.Run(pointer.Elem().String(), func(t *testing.T) {
			requireRoundTrip(t, filled(pointer.Elem(), 0))
			if pointer.Elem() != reflect.TypeFor[preflight.Report]() { // which has a version
				requireRoundTrip(t, reflect.Zero(pointer.Elem()))
			}
		})
	}
}

// theProof is one in a file: its members have to agree.
func theProof() proof.Proof {
	return proof.Proof{Account: "123456789012", Resource: resource.OfASN(64496), Registry: registry.RIPE, Region: "eu-central-1",
		Announce: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}, Key: "key.pem"}
}

// requireRoundTrip wants a value to come back as it was, or to be refused.
func requireRoundTrip(t *testing.T, value reflect.Value) {
	t.Helper()
	data, err := json.Marshal(value.Interface())
	pointer := reflect.New(value.Type())
	pointer.Elem().Set(value)
	byPointer, errByPointer := json.Marshal(pointer.Interface())
	require.Equal(t, err == nil, errByPointer == nil, "by value: %v, by pointer: %v", err, errByPointer)
	if err != nil {
		return
	}
	require.JSONEq(t, string(data), string(byPointer))
	if value.Kind() == reflect.Struct && !value.IsZero() {
		require.NotEqual(t, "{}", string(data), "silently nothing")
	}
	again := reflect.New(value.Type())
	require.NoError(t, json.Unmarshal(data, again.Interface()), string(data))
	require.Equal(t, value.Interface(), again.Elem().Interface(), string(data))
}

// filled is a value with something in every exported field.
func filled(of reflect.Type, depth int) reflect.Value {
	if v, found := samples[of]; found {
		return reflect.ValueOf(v)
	}
	v := reflect.New(of).Elem()
	if depth > 6 {
		return v
	}
	switch of.Kind() {
	case reflect.Struct:
		for _, field := range reflect.VisibleFields(of) {
			if field.IsExported() && len(field.Index) == 1 && field.Tag.Get("json") != "-" {
				v.FieldByIndex(field.Index).Set(filled(field.Type, depth+1))
			}
		}
	case reflect.Pointer:
		v.Set(reflect.New(of.Elem()))
		v.Elem().Set(filled(of.Elem(), depth+1))
	case reflect.Slice:
		v.Set(reflect.Append(v, filled(of.Elem(), depth+1)))
	case reflect.Map:
		v.Set(reflect.MakeMap(of))
		v.SetMapIndex(filled(of.Key(), depth+1), filled(of.Elem(), depth+1))
	case reflect.String:
		v.SetString("text")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(0.5)
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(1)
	case reflect.Interface:
		if err := reflect.ValueOf(&lookup.Error{Kind: lookup.NotFound, Status: 404}); err.Type().Implements(of) && of.NumMethod() > 0 {
			v.Set(err)
		}
	}
	return v
}
