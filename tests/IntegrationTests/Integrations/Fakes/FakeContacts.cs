using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Integrations.Fakes;

/// <summary>
/// Contacts of a GoHighLevel location: one for each e-mail address or number, tags of an upsert take the place of those that the contact has, and a note is made
/// whenever somebody asks for one.
/// </summary>
internal sealed class FakeContacts
{
    private readonly List<JsonObject> contacts = [];
    private readonly Dictionary<string, List<string>> notes = new(StringComparer.Ordinal);

    /// <summary>As they stand now.</summary>
    public IReadOnlyList<JsonObject> All
    {
        get
        {
            lock (contacts)
            {
                return [.. contacts.Select(one => (JsonObject)one.DeepClone())];
            }
        }
    }

    /// <summary>Somebody at the platform makes one.</summary>
    public void Add(JsonObject contact)
    {
        lock (contacts)
        {
            contact["id"] = $"contact-{contacts.Count + 1}";
            contacts.Add(contact);
        }
    }

    public IReadOnlyList<string> NotesOf(string id)
    {
        lock (contacts)
        {
            return [.. notes.GetValueOrDefault(id, [])];
        }
    }

    /// <param name="path">Its parts behind <c>contacts</c>.</param>
    public (int Status, JsonNode Body) Answer(string method, string[] path, JsonObject? body)
    {
        lock (contacts)
        {
            return (method, path) switch
            {
                ("POST", ["upsert"]) => Upsert(body!),
                (_, [var id, ..]) when contacts.All(one => one["id"]!.GetValue<string>() != id) => Refusal(
                    400,
                    $"Contact with id {id} not found"
                ),
                ("POST", [var id, "tags"]) => AddTags(id, body!),
                ("POST", [var id, "notes"]) => AddNote(id, body!),
                ("GET", [var id, "notes"]) => (
                    200,
                    new JsonObject
                    {
                        ["notes"] = new JsonArray([
                            .. notes.GetValueOrDefault(id, []).Select(text => new JsonObject { ["body"] = text }),
                        ]),
                    }
                ),
                _ => Refusal(404, $"Cannot {method} /contacts/{string.Join('/', path)}"),
            };
        }
    }

    private (int, JsonNode) Upsert(JsonObject body)
    {
        if (body["email"] is null && body["phone"] is null)
        {
            return Refusal(400, "email or phone is required");
        }
        if (body["phone"] is { } phone && !phone.GetValue<string>().StartsWith('+'))
        {
            return Refusal(422, "phone must be a valid phone number");
        }
        var contact = contacts.FirstOrDefault(one => IsSame(one, body, "email") || IsSame(one, body, "phone"));
        var isNew = contact is null;
        if (contact is null)
        {
            Add(contact = []);
        }
        foreach (var (name, value) in body)
        {
            contact[name] = value?.DeepClone();
        }
        return (
            isNew ? 201 : 200,
            new JsonObject
            {
                ["new"] = isNew,
                ["contact"] = contact.DeepClone(),
                ["traceId"] = "t",
            }
        );
    }

    private static bool IsSame(JsonObject one, JsonObject other, string member) =>
        other[member] is { } value && one[member]?.GetValue<string>() == value.GetValue<string>();

    private (int, JsonNode) AddTags(string id, JsonObject body)
    {
        if (body["tags"] is not JsonArray { Count: > 0 } added)
        {
            return Refusal(422, "tags must be an array");
        }
        var contact = contacts.Single(one => one["id"]!.GetValue<string>() == id);
        var tags = (contact["tags"] as JsonArray ?? [])
            .Concat(added)
            .Select(tag => tag!.GetValue<string>().ToLowerInvariant())
            .Distinct(StringComparer.Ordinal);
        contact["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]);
        return (201, new JsonObject { ["tags"] = contact["tags"]!.DeepClone() });
    }

    private (int, JsonNode) AddNote(string id, JsonObject body)
    {
        if (body["body"]?.GetValue<string>() is not { Length: > 0 } text)
        {
            return Refusal(422, "body should not be empty");
        }
        if (!notes.TryGetValue(id, out var its))
        {
            notes[id] = its = [];
        }
        its.Add(text);
        return (201, new JsonObject { ["note"] = new JsonObject { ["body"] = text } });
    }

    private static (int, JsonNode) Refusal(int status, string message) =>
        (status, new JsonObject { ["statusCode"] = status, ["message"] = message });
}
