using System.Text.RegularExpressions;
using AiWebBuilder.Application.Common;
using AiWebBuilder.ArchitectureTests.Reading;
using Mapster;
using Mapster.Models;

namespace AiWebBuilder.ArchitectureTests;

/// <summary>An aggregate becomes its view without a member that nobody has filled.</summary>
internal sealed partial class MappingRules
{
    [Test]
    public void Every_mapping_compiles_and_every_member_of_a_view_has_its_source()
    {
        var config = Mapping.ConfigOf(House.Application);
        var views = ViewsOf(config);

        views.Length.ShouldBeGreaterThanOrEqualTo(8);
        FaultsOf(config).ShouldBeEmpty();
        House
            .Sources()
            .Values.SelectMany(source => Uses().Matches(source))
            .Select(match => match.Groups["view"].Value)
            .Distinct()
            .ShouldBe(views.Select(pair => pair.Destination.Name), ignoreOrder: true);
    }

    [Test]
    public void The_rule_finds_a_member_without_a_source_and_a_text_that_nobody_reads()
    {
        var faults = FaultsOf(Mapping.ConfigOf(House.Violations));

        faults.ShouldBe(
            [
                "LacksAParameter: Price has no source",
                "LacksAProperty: Price has no source",
                "HasAnUnreadText: Text is a String",
            ],
            ignoreOrder: true
        );
    }

    /// <summary>What is mapped member by member; the others are texts, which are read as a whole.</summary>
    private static TypeTuple[] ViewsOf(TypeAdapterConfig config) =>
        [.. config.RuleMap.Keys.Where(pair => pair.Source != typeof(string))];

    private static string[] FaultsOf(TypeAdapterConfig config) =>
        [.. ViewsOf(config).SelectMany(pair => FaultsOf(config, pair))];

    private static IEnumerable<string> FaultsOf(TypeAdapterConfig config, TypeTuple pair)
    {
        var settings = config.RuleMap[pair].Settings;
        foreach (var (name, type) in MembersOf(pair.Destination))
        {
            if (settings.Ignore.ContainsKey(name) || settings.Resolvers.Any(one => one.DestinationMemberName == name))
            {
                continue;
            }
            if (pair.Source.GetProperty(name)?.PropertyType is not { } source)
            {
                yield return $"{pair.Destination.Name}: {name} has no source";
            }
            else if (!type.IsAssignableFrom(source) && !config.RuleMap.ContainsKey(new TypeTuple(source, type)))
            {
                yield return $"{pair.Destination.Name}: {name} is a {source.Name}";
            }
        }
        if (!Compiles(config, pair))
        {
            yield return $"{pair.Destination.Name}: does not compile";
        }
    }

    /// <summary>
    /// What a new view can be given. Mapster leaves what has no source at its default, and makes what it can of a source of another type,
    /// without a word.
    /// </summary>
    private static IEnumerable<(string Name, Type Type)> MembersOf(Type view) =>
        view.GetConstructors()
            .SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => (parameter.Name!, parameter.ParameterType))
            .Union(
                view.GetProperties()
                    .Where(property => property.CanWrite)
                    .Select(property => (property.Name, property.PropertyType))
            );

    private static bool Compiles(TypeAdapterConfig config, TypeTuple pair)
    {
        try
        {
            config.Compile(pair.Source, pair.Destination);
            return true;
        }
        catch (CompileException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\.To<(?<view>\w+)>\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Uses();
}
