using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Identity.Accounts;

/// <summary>An account, as somebody who may act for it sees it.</summary>
public sealed record AccountView(Guid Id, string Name, [OneOf(typeof(AccountRoles))] string Role);
