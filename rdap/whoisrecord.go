package rdap

// record reads an object as the record, less what the rest of the answer adds.
func (o *whoisObject) record() (*Record, error) {
	key := o.key()
	record := &Record{
		Source: o.form(),
		Class:  Network,
		Handle: o.handle(),
		Name:   o.first("as-name", "netname", "asname"),
		Status: o.values("status"),
	}
	for _, ref := range o.values("ref") { // ARIN's address of the object in RDAP
		record.Links = append(record.Links, Link{Rel: "self", Href: ref})
	}
	var err error
	switch o.class() {
	case "aut-num", "as-block", "asnumber":
		record.Class, record.HasRange = Autnum, true
		record.First, record.Last, err = parseNumbers(o.value(key))
	default:
		record.Start, record.End, err = parseAddresses(o.value(key))
	}
	if err != nil {
		return nil, key.fault("is " + quote(o.value(key)) + ": " + err.Error())
	}
	return record, nil
}

// freeText are the attributes of free text, and how they are written.
var freeText = map[string]string{"descr": "descr", "remarks": "remarks", "comment": "Comment"}

// texts returns the free text of all objects. All but the subject's is an
// entity's.
func (a *whoisAnswer) texts(subject *whoisObject) []Text {
	var texts []Text
	for _, o := range a.objects {
		var owner *Entity
		if o != subject {
			owner = o.entity()
		}
		texts = append(texts, o.texts(owner)...)
	}
	return texts
}

// texts returns an object's free text: a run of lines with the same attribute
// is one text.
func (o *whoisObject) texts(owner *Entity) []Text {
	var texts []Text
	last := ""
	for _, a := range o.attributes {
		name, isText := freeText[a.name]
		if isText && a.name != last {
			texts = append(texts, Text{Entity: owner, Attribute: name})
		}
		if isText {
			run := &texts[len(texts)-1]
			run.Lines = append(run.Lines, o.value(a))
		}
		last = a.name
	}
	return texts
}

// entity names an object that is not the record's own.
func (o *whoisObject) entity() *Entity {
	return &Entity{Handle: o.handle(), Roles: []string{o.class()}}
}
