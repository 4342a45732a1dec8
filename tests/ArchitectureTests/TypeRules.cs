using System.Reflection;
using AiWebBuilder.ArchitectureTests.Reading;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.ArchitectureTests;

/// <summary>Closed by default: sealed, internal, changed through methods; an abstraction earns its keep.</summary>
internal sealed class TypeRules
{
    [Test]
    public void Classes_are_sealed_unless_something_derives_from_them()
    {
        var types = House.Layers.SelectMany(House.TypesIn).ToArray();
        types.Length.ShouldBeGreaterThan(1550);
        NeedlesslyOpen(types).ShouldBeEmpty();
        NeedlesslyOpen(House.TypesIn(House.Violations)).ShouldContain(typeof(Violations.OpenHandler));
    }

    [Test]
    public void What_nobody_outside_the_layer_uses_is_internal()
    {
        var exported = House.Infrastructure.GetExportedTypes();
        exported.Length.ShouldBeGreaterThanOrEqualTo(50);
        NeedlesslyPublic(House.Infrastructure).ShouldBeEmpty();
        House.Api.GetExportedTypes().Where(type => !type.FullName!.Contains("OpenApi")).ShouldBe([typeof(Program)]);
        NeedlesslyPublic(House.Violations).ShouldContain(nameof(Violations.OpenHandler));
    }

    /// <summary>A seam lies between layers, modules or Common and its users; elsewhere one implementation is just a class.</summary>
    [Test]
    public void An_interface_with_one_implementation_is_a_seam()
    {
        var types = House.Layers.SelectMany(House.TypesIn).ToArray();
        types.Count(type => type.IsInterface).ShouldBeGreaterThanOrEqualTo(82);
        NeedlessInterfaces(types).ShouldBeEmpty();
        NeedlessInterfaces(House.TypesIn(House.Violations)).ShouldBe([typeof(Violations.IOnlyOne)]);
    }

    [Test]
    public void Entities_change_only_through_their_methods()
    {
        var entities = Entities(House.Domain);
        entities.Length.ShouldBeGreaterThanOrEqualTo(13);
        entities.SelectMany(PublicSetters).ShouldBeEmpty();
        PublicSetters(typeof(Violations.AnaemicThing)).ShouldBe(["AnaemicThing.Name"]);
    }

    [Test]
    public void Time_comes_to_the_domain_as_a_parameter()
    {
        var uses = Use.In(House.Domain);
        uses.Count.ShouldBeGreaterThan(3000);
        AskingTheClock(uses).ShouldBeEmpty();
        AskingTheClock(Use.In(House.Violations)).ShouldContain(use => use.From.EndsWith(".AnaemicThing"));
    }

    /// <summary>Without a time it asks the machine's clock past everybody's TimeProvider, and rows are out of order in tests.</summary>
    [Test]
    public void Ids_are_made_from_a_given_time()
    {
        var ids = House.Layers.SelectMany(Use.In).Where(MakesAnId).ToArray();
        ids.Length.ShouldBeGreaterThanOrEqualTo(4);
        ids.Where(IsTimeless).ShouldBeEmpty();
        Use.In(House.Violations)
            .Where(use => MakesAnId(use) && IsTimeless(use))
            .Select(use => use.From)
            .ShouldBe([typeof(Violations.AnaemicThing).FullName!]);
    }

    /// <summary>A DateTime does not say in which zone it is.</summary>
    [Test]
    public void Views_give_times_with_their_offset()
    {
        var views = House
            .Application.GetExportedTypes()
            .Where(type => type.Name.EndsWith("View", StringComparison.Ordinal))
            .ToArray();
        views.Length.ShouldBeGreaterThanOrEqualTo(68);
        views.SelectMany(ZonelessTimes).ShouldBeEmpty();
        ZonelessTimes(typeof(Violations.ThingView)).ShouldBe(["ThingView.At", "ThingView.Ended"]);
    }

    private static Type[] NeedlesslyOpen(IReadOnlyList<Type> types)
    {
        var bases = types
            .Select(type => type.BaseType)
            .OfType<Type>()
            .Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type)
            .ToHashSet();
        return
        [
            .. types.Where(type =>
                type is { IsClass: true, IsAbstract: false, IsSealed: false }
                && type != typeof(Program)
                && type.BaseType != typeof(MulticastDelegate)
                && !(type.Namespace ?? "").EndsWith(".Migrations", StringComparison.Ordinal)
                && !bases.Contains(type)
            ),
        ];
    }

    /// <summary>Public, although neither another assembly nor a public signature of this one names it.</summary>
    private static string[] NeedlesslyPublic(Assembly assembly)
    {
        var used = House
            .Layers.Where(layer => layer != assembly)
            .SelectMany(Use.In)
            .Select(use => use.To)
            .ToHashSet(StringComparer.Ordinal);
        var exported = assembly
            .GetExportedTypes()
            .Where(type => !type.IsNested && !(type.Namespace ?? "").EndsWith(".Migrations", StringComparison.Ordinal))
            .ToArray();
        var inSignatures = exported.SelectMany(SignatureTypes).ToHashSet();
        return
        [
            .. exported
                .Where(type => !used.Contains(type.FullName!) && !inSignatures.Contains(type))
                .Select(type => type.Name),
        ];
    }

    private static IEnumerable<Type> SignatureTypes(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .SelectMany(member =>
                member switch
                {
                    MethodBase method => method
                        .GetParameters()
                        .Select(parameter => parameter.ParameterType)
                        .Append((method as MethodInfo)?.ReturnType ?? typeof(void)),
                    PropertyInfo property => [property.PropertyType],
                    FieldInfo field => [field.FieldType],
                    _ => [],
                }
            )
            .Where(used => used != type);

    private static Type[] NeedlessInterfaces(IReadOnlyList<Type> types) =>
        [
            .. types.Where(type =>
            {
                if (!type.IsInterface || type.IsGenericType || IsShared(type))
                {
                    return false;
                }
                var implementations = types.Where(one => one.IsClass && one.IsAssignableTo(type)).ToArray();
                return implementations is [var only] && only.Assembly == type.Assembly;
            }),
        ];

    private static bool IsShared(Type type) =>
        type.Namespace!.Split('.') is [_, "Application", _, "Contracts", ..]
        || type.Namespace.Contains(".Common", StringComparison.Ordinal);

    private static Type[] Entities(Assembly assembly) =>
        [
            .. assembly
                .GetTypes()
                .Where(type =>
                    type is { IsClass: true, IsAbstract: false }
                    && (type.IsAssignableTo(typeof(AggregateRoot)) || type.IsAssignableTo(typeof(ITenantOwned)))
                ),
        ];

    private static IEnumerable<string> PublicSetters(Type entity) =>
        entity
            .GetProperties()
            .Where(property => property.SetMethod is { IsPublic: true })
            .Select(property => $"{entity.Name}.{property.Name}");

    private static Use[] AskingTheClock(IEnumerable<Use> uses) =>
        [.. uses.Where(use => use.To is "System.TimeProvider")];

    private static bool MakesAnId(Use use) =>
        use.To == "System.Guid" && use.Member?.StartsWith("CreateVersion7", StringComparison.Ordinal) is true;

    private static bool IsTimeless(Use use) => use.Member == "CreateVersion7()";

    private static IEnumerable<string> ZonelessTimes(Type view) =>
        view.GetProperties()
            .Where(property =>
                (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(DateTime)
            )
            .Select(property => $"{view.Name}.{property.Name}");
}
