using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Application.Common.Behaviors;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Edits;

/// <summary>Applies operations to what stands, each only where it finds what it expects.</summary>
public static class Applying
{
    private const string Props = "/props";

    /// <param name="newId">The id of a component that it adds.</param>
    /// <exception cref="DomainException">
    /// Conflict: what stands there is not what the operation expects, or the component is locked; Validation: there is no such place.
    /// </exception>
    public static Standing After(this Standing standing, EditOperation operation, int number, Func<Guid> newId)
    {
        if (operation.ComponentId is { } id)
        {
            var component =
                standing.Components.FirstOrDefault(one => one.Id == id)
                ?? throw Refused(number, "componentId", "The campaign has no such component.");
            return InComponent(standing, component, operation, number);
        }
        return operation.Path.Split('/') switch
        {
            ["", "theme", var token] => InTheme(standing, token, operation, number),
            ["", "facts", var fact] => InFacts(standing, fact, operation, number),
            ["", "components", "-"] => Added(standing, operation, number, newId()),
            _ => throw NoPlace(operation, number),
        };
    }

    private static Standing InComponent(
        Standing standing,
        StandingComponent component,
        EditOperation operation,
        int number
    )
    {
        if (operation.Path == "/position")
        {
            return Moved(standing, component, operation, number);
        }
        if (component.IsLocked)
        {
            throw new DomainException(CampaignErrors.ComponentLocked);
        }
        if (operation.Path.Length == 0 && operation.After is null)
        {
            return standing with { Components = [.. standing.Components.Where(one => one != component)] };
        }
        if (!operation.Path.StartsWith($"{Props}/", StringComparison.Ordinal))
        {
            throw NoPlace(operation, number);
        }
        if (component.Props is null)
        {
            throw Refused(number, "componentId", "The component is code: it has no props to change.");
        }
        var props = component.Props.DeepClone().AsObject();
        var (isThere, isAsBefore) = PropPath.Put(
            props,
            operation.Path[Props.Length..],
            operation.Before,
            operation.After
        );
        return !isThere ? throw NoPlace(operation, number)
            : !isAsBefore ? throw new DomainException(CampaignErrors.EditStale(operation.Path))
            : standing with
            {
                Components =
                [
                    .. standing.Components.Select(one => one == component ? component with { Props = props } : one),
                ],
            };
    }

    /// <summary>The place among the components of its page, from 0.</summary>
    private static Standing Moved(Standing standing, StandingComponent component, EditOperation operation, int number)
    {
        var page = standing.Components.Where(one => one.Page == component.Page).ToList();
        if (operation.After is not JsonValue after || !after.TryGetValue<int>(out var to) || to < 0 || to >= page.Count)
        {
            throw Refused(number, "after", $"after must be a position on the page, from 0 to {page.Count - 1}.");
        }
        if (operation.Before is { } before && before.ToString() != Text(page.IndexOf(component)))
        {
            throw new DomainException(CampaignErrors.EditStale(operation.Path));
        }
        page.Remove(component);
        page.Insert(to, component);
        var next = 0;
        return standing with
        {
            Components = [.. standing.Components.Select(one => one.Page == component.Page ? page[next++] : one)],
        };
    }

    private static Standing Added(Standing standing, EditOperation operation, int number, Guid id)
    {
        if (operation.After is not JsonObject after || TextIn(after, "kind") is not { } kind)
        {
            throw Refused(number, "after", "after must be an object with kind, props and page.");
        }
        RequireMembers(after, number, "kind", "page", "name", "props", "position");
        if (standing.Components.Count >= CampaignComponent.MaxInCampaign)
        {
            throw new DomainException(CampaignErrors.TooManyComponents(CampaignComponent.MaxInCampaign));
        }
        var page = TextIn(after, "page") ?? "index";
        var name = TextIn(after, "name")?.Trim() ?? kind;
        var props = after["props"] as JsonObject ?? [];
        var position = after["position"];
        if (position is not null && (position is not JsonValue value || !value.TryGetValue<int>(out _)))
        {
            throw Refused(number, "after", "position must be a number.");
        }
        var fields = new ComponentFields(name, Props: props, Page: page, Kind: kind);
        if (new ComponentFieldsValidator().Validate(fields).Errors is [var fault, ..])
        {
            throw Refused(number, "after", fault.ErrorMessage);
        }
        var component = new StandingComponent(id, page, kind, "", name, props, IsLocked: false);
        var place = position?.GetValue<int>() ?? int.MaxValue;
        var components = standing.Components.ToList();
        var behind = components.Where(one => one.Page == page).Skip(Math.Max(0, place)).FirstOrDefault();
        components.Insert(behind is null ? components.Count : components.IndexOf(behind), component);
        return standing with { Components = components };
    }

    private static Standing InTheme(Standing standing, string token, EditOperation operation, int number)
    {
        if (!standing.Theme.ContainsKey(token))
        {
            throw NoPlace(operation, number);
        }
        if (operation.Before is { } before && !JsonNode.DeepEquals(standing.Theme[token], before))
        {
            throw new DomainException(CampaignErrors.EditStale(operation.Path));
        }
        if (operation.After is not (null or JsonValue))
        {
            throw Refused(number, "after", "A token of the theme must be a string.");
        }
        var theme = standing.Theme.DeepClone().AsObject();
        theme[token] = operation.After?.DeepClone();
        return standing with { Theme = theme };
    }

    private static Standing InFacts(Standing standing, string id, EditOperation operation, int number)
    {
        if (id == "-")
        {
            if (
                operation.After is not JsonObject after
                || TextIn(after, "kind") is not { } kind
                || !FactKinds.All.Contains(kind)
                || after["value"] is not { } value
            )
            {
                throw Refused(number, "after", "after must be an object with the kind and the value of a fact.");
            }
            RequireMembers(after, number, "kind", "value", "quote");
            if (TextIn(after, "quote") is { Length: > Fact.MaxQuote })
            {
                throw Refused(number, "after", $"quote may have at most {Fact.MaxQuote} characters.");
            }
            var added = new Fact(
                FactReading.IdOf(kind, value),
                kind,
                value.DeepClone(),
                TextIn(after, "quote") ?? "",
                FactSources.Person
            );
            return standing with
            {
                Facts = standing.Facts.Any(one => one.Id == added.Id) ? standing.Facts : [.. standing.Facts, added],
            };
        }
        var fact = standing.Facts.FirstOrDefault(one => one.Id == id) ?? throw NoPlace(operation, number);
        if (operation.Before is { } before && !JsonNode.DeepEquals(fact.Value, before))
        {
            throw new DomainException(CampaignErrors.EditStale(operation.Path));
        }
        return standing with
        {
            Facts = operation.After is { } changed
                ?
                [
                    .. standing.Facts.Select(one =>
                        one == fact ? fact with { Value = changed.DeepClone(), Unsure = false } : one
                    ),
                ]
                : [.. standing.Facts.Where(one => one != fact)],
        };
    }

    /// <summary>As everywhere in the API: what is not known is refused, and not passed over.</summary>
    private static void RequireMembers(JsonObject after, int number, params string[] names)
    {
        if (after.Select(member => member.Key).FirstOrDefault(key => !names.Contains(key)) is { } unknown)
        {
            throw Refused(number, "after", $"{unknown} is not a known member.");
        }
    }

    private static string? TextIn(JsonObject members, string name) =>
        members[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static DomainException NoPlace(EditOperation operation, int number) =>
        Refused(number, "path", $"There is nothing at {operation.Path}.");

    internal static DomainException Refused(int number, string member, string message) =>
        Validation.Refusal(
            new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                [string.Create(CultureInfo.InvariantCulture, $"operations[{number}].{member}")] = [message],
            }
        );
}
