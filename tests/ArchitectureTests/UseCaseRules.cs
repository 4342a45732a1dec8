using System.Text.RegularExpressions;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.ArchitectureTests.Reading;
using FluentValidation;

namespace AiWebBuilder.ArchitectureTests;

/// <summary>One use case is one file: the request, who may send it, its validator and its handler, which never saves.</summary>
internal sealed partial class UseCaseRules
{
    private static readonly IReadOnlyList<Type> Requests = House.RequestsIn(House.Application);

    [SetUp]
    public void There_are_use_cases_to_look_at() => Requests.Count.ShouldBeGreaterThanOrEqualTo(150);

    /// <summary>Those with tables alone have none; whatever else has a folder has use cases.</summary>
    [Test]
    public void Every_module_has_requests()
    {
        var modules = Directory
            .GetDirectories(Path.Combine(Repository.Root, "src/Application"))
            .Select(folder => Path.GetFileName(folder))
            .Except(["Common", "bin", "obj"], StringComparer.Ordinal)
            .ToArray();
        modules.Length.ShouldBeGreaterThanOrEqualTo(5);
        modules.Where(module => IsWithoutRequests(module, Requests)).ShouldBeEmpty();
        IsWithoutRequests("Operations", [.. Requests.Where(request => !IsOf("Operations", request))]).ShouldBeTrue();
    }

    /// <summary>A struct would be copied and boxed on its way, and no rule here would have seen it.</summary>
    [Test]
    public void A_request_is_a_record_class()
    {
        Requests.Where(request => request.IsValueType).ShouldBeEmpty();
        House
            .RequestsIn(House.Violations)
            .Where(request => request.IsValueType)
            .ShouldBe([typeof(Violations.StructRequest)]);
        IsUndeclared(typeof(Violations.StructRequest)).ShouldBeTrue();
    }

    [Test]
    public void Every_request_declares_who_may_send_it()
    {
        Requests.Where(IsUndeclared).ShouldBeEmpty();
        IsUndeclared(typeof(Violations.LooseCommand)).ShouldBeTrue();
    }

    [Test]
    public void Whoever_lets_anybody_in_says_why()
    {
        var open = Requests.Where(request => request.IsDefined(typeof(AnybodyAttribute), inherit: false)).ToArray();
        open.Length.ShouldBeGreaterThanOrEqualTo(12);
        open.Where(HasNoReason).ShouldBeEmpty();
        HasNoReason(typeof(Violations.OpenWithoutReason)).ShouldBeTrue();
    }

    [Test]
    public void Every_request_has_exactly_one_handler()
    {
        var handled = HandledIn(House.TypesIn(House.Application));
        Requests.Where(request => !IsHandledOnce(request, handled)).ShouldBeEmpty();
        var mixed = HandledIn(House.TypesIn(House.Violations));
        IsHandledOnce(typeof(Violations.OpenWithoutReason), mixed).ShouldBeFalse();
        IsHandledOnce(typeof(Violations.HandledTwice), mixed).ShouldBeFalse();
    }

    [Test]
    public void A_request_is_a_verb_with_its_object_and_no_suffix()
    {
        Requests.Where(IsBadlyNamed).ShouldBeEmpty();
        IsBadlyNamed(typeof(Violations.LooseCommand)).ShouldBeTrue();
    }

    [Test]
    public void Requests_handlers_and_validators_are_sealed_and_what_only_the_pipeline_calls_is_internal()
    {
        var types = House.TypesIn(House.Application).Where(IsPartOfAUseCase).ToArray();
        types.Length.ShouldBeGreaterThanOrEqualTo(375);
        types.Where(IsExposed).ShouldBeEmpty();
        House
            .TypesIn(House.Violations)
            .Where(type => IsPartOfAUseCase(type) && IsExposed(type))
            .ShouldBe([typeof(Violations.OpenHandler), typeof(Violations.Question)]);
    }

    [Test]
    public void A_use_case_is_one_file_of_the_request_s_name()
    {
        var sources = House
            .Sources()
            .Where(file => file.Key.StartsWith("src/Application/", StringComparison.Ordinal))
            .ToDictionary(StringComparer.Ordinal);
        Scattered([.. Requests.Select(request => request.Name)], sources).ShouldBeEmpty();

        var violations = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["src/Application/Things/RenameThing.cs"] =
                "record RenameThing; class RenameThingHandler; record DropThing; class DropThingHandler;",
            ["src/Application/Things/BuyThing.cs"] = "record BuyThing;",
            ["src/Application/Things/Handlers.cs"] = "class BuyThingHandler; class BuyThingValidator;",
        };
        Scattered(["RenameThing", "DropThing", "BuyThing"], violations)
            .ShouldBe([
                "RenameThing.cs holds 2 requests",
                "DropThing is not declared in a DropThing.cs",
                "BuyThing.cs holds no BuyThingHandler",
                "BuyThingValidator stands in Handlers.cs",
            ]);
    }

    [Test]
    public void Only_the_unit_of_work_saves()
    {
        var calls = House.Layers.SelectMany(Use.In).ToArray();
        calls.Length.ShouldBeGreaterThan(57_000);
        Saving(calls).ShouldBe(["AiWebBuilder.Infrastructure.Persistence.UnitOfWork"]);
        Saving(Use.In(House.Violations)).ShouldBe(["AiWebBuilder.ArchitectureTests.Violations.SavingHandler"]);
    }

    [Test]
    public void Handlers_do_not_open_units_of_work_of_their_own()
    {
        var handlers = House.TypesIn(House.Application).Where(IsHandler).ToArray();
        handlers.Length.ShouldBeGreaterThanOrEqualTo(150);
        handlers.Where(AsksForUnitOfWork).ShouldBeEmpty();
        AsksForUnitOfWork(typeof(Violations.SavingHandler)).ShouldBeTrue();
    }

    /// <summary>Lists end somewhere: what is called List answers a page.</summary>
    [Test]
    public void Lists_are_paged()
    {
        Requests.Count(IsList).ShouldBeGreaterThanOrEqualTo(26);
        Requests.Where(request => IsList(request) && !IsPaged(request)).ShouldBeEmpty();
        IsList(typeof(Violations.ListEverything)).ShouldBeTrue();
        IsPaged(typeof(Violations.ListEverything)).ShouldBeFalse();
    }

    private static bool IsWithoutRequests(string module, IReadOnlyList<Type> requests) =>
        !requests.Any(request => IsOf(module, request));

    private static bool IsOf(string module, Type request) =>
        $"{request.Namespace}.".StartsWith($"AiWebBuilder.Application.{module}.", StringComparison.Ordinal);

    private static bool IsUndeclared(Type request) =>
        !request.IsDefined(typeof(RequiresAttribute), inherit: false)
        && !request.IsDefined(typeof(AnybodyAttribute), inherit: false);

    private static bool HasNoReason(Type request) =>
        request.GetCustomAttributes(typeof(AnybodyAttribute), inherit: false).Cast<AnybodyAttribute>().Single().Because
            is not { Length: >= 10 };

    private static bool IsBadlyNamed(Type request) =>
        request.Name.EndsWith("Command", StringComparison.Ordinal)
        || request.Name.EndsWith("Query", StringComparison.Ordinal)
        || request.Name.EndsWith("Request", StringComparison.Ordinal);

    private static Type[] HandledIn(IReadOnlyList<Type> types) =>
        [
            .. types
                .Where(IsHandler)
                .SelectMany(type => type.GetInterfaces())
                .Where(one =>
                    one.IsGenericType
                    && (
                        one.GetGenericTypeDefinition() == typeof(ICommandHandler<,>)
                        || one.GetGenericTypeDefinition() == typeof(IQueryHandler<,>)
                    )
                )
                .Select(one => one.GetGenericArguments()[0]),
        ];

    private static bool IsHandledOnce(Type request, IReadOnlyList<Type> handled) =>
        handled.Count(one => one == request) == 1;

    private static bool IsHandler(Type type) =>
        type is { IsClass: true, IsAbstract: false }
        && (House.Closes(type, typeof(ICommandHandler<,>)) || House.Closes(type, typeof(IQueryHandler<,>)));

    private static bool IsValidator(Type type) => type.IsClass && House.Closes(type, typeof(IValidator<>));

    private static bool IsRequest(Type type) =>
        type is { IsInterface: false, IsAbstract: false }
        && (House.Closes(type, typeof(ICommand<>)) || House.Closes(type, typeof(IQuery<>)));

    private static bool IsPartOfAUseCase(Type type) => IsHandler(type) || IsValidator(type) || IsRequest(type);

    private static bool IsExposed(Type type) => !type.IsSealed || !IsRequest(type) && type.IsVisible;

    private static bool AsksForUnitOfWork(Type handler) =>
        handler
            .GetConstructors()
            .SelectMany(constructor => constructor.GetParameters())
            .Any(parameter => parameter.ParameterType == typeof(IUnitOfWork));

    private static bool IsList(Type request) => request.Name.StartsWith("List", StringComparison.Ordinal);

    private static bool IsPaged(Type request) =>
        request
            .GetInterfaces()
            .Any(one =>
                one.IsGenericType
                && one.GetGenericTypeDefinition() == typeof(IQuery<>)
                && one.GetGenericArguments()[0] is { IsGenericType: true } answer
                && answer.GetGenericTypeDefinition() == typeof(Page<>)
            );

    private static string[] Saving(IEnumerable<Use> calls) =>
        [
            .. calls
                .Where(use => use.Member?.StartsWith("SaveChanges", StringComparison.Ordinal) is true)
                .Select(use => use.From)
                .Distinct(StringComparer.Ordinal),
        ];

    private static IEnumerable<string> Scattered(
        IReadOnlyList<string> requests,
        IReadOnlyDictionary<string, string> sources
    )
    {
        var declared = sources.ToDictionary(
            file => file.Key,
            file =>
                Declarations()
                    .Matches(SourceText.WithoutComments(file.Value))
                    .Select(match => match.Groups["name"].Value)
                    .ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        foreach (var request in requests)
        {
            var home = declared.FirstOrDefault(file =>
                Path.GetFileName(file.Key) == $"{request}.cs" && file.Value.Contains(request)
            );
            if (home.Key is null)
            {
                yield return $"{request} is not declared in a {request}.cs";
                continue;
            }
            if (requests.Count(home.Value.Contains) is > 1 and var count)
            {
                yield return $"{request}.cs holds {count} requests";
            }
            if (!home.Value.Contains($"{request}Handler"))
            {
                yield return $"{request}.cs holds no {request}Handler";
            }
            foreach (var file in declared.Where(file => file.Key != home.Key))
            {
                if (file.Value.Contains($"{request}Validator"))
                {
                    yield return $"{request}Validator stands in {Path.GetFileName(file.Key)}";
                }
            }
        }
    }

    [GeneratedRegex(
        @"\b(?:class|record|struct|interface)\s+(?:class\s+|struct\s+)?(?<name>\w+)",
        RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex Declarations();
}
