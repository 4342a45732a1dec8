using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Contracts.Settings;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Operations.Admin;

/// <summary>Replaces a platform setting. The value is validated against the setting's type.</summary>
/// <exception cref="DomainException">
/// NotFound: there is no such setting; Validation: the value has the wrong type; PreconditionRequired or PreconditionFailed.
/// </exception>
[Requires(PlatformPermissions.Administer)]
public sealed record SetSetting(string Key, JsonNode? Value, string Reason, string? IfMatch) : ICommand;

internal sealed class SetSettingValidator : AbstractValidator<SetSetting>
{
    public SetSettingValidator() => RuleFor(set => set.Reason).NotEmpty().MaximumLength(500);
}

internal sealed class SetSettingHandler(IPlatformOperations platform, IEnumerable<ISettingDefinition> definitions)
    : ICommandHandler<SetSetting, Done>
{
    public async Task<Done> Handle(SetSetting request, CancellationToken cancellationToken)
    {
        var definition = definitions.Require(request.Key);
        var stored = await platform.LockSettingAsync(request.Key, cancellationToken);
        ETags.Require(request.IfMatch, stored?.Version ?? DateTimeOffset.MinValue);
        if (
            (
                JsonTexts.IsStorable(request.Value)
                    ? definition.Check(request.Key, request.Value)
                    : "It cannot be stored."
            ) is
            { } fault
        )
        {
            throw new DomainException(
                new Error(ErrorKind.Validation, "request.invalid", "Some fields are invalid.")
                {
                    Details = new Dictionary<string, object?>(StringComparer.Ordinal)
                    {
                        ["errors"] = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["value"] = [fault] },
                    },
                }
            );
        }
        await platform.SetAsync(request.Key, request.Value, request.Reason, cancellationToken);
        return default;
    }
}
