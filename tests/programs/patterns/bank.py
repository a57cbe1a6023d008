class InsufficientFunds(Exception):
    def __init__(self, need, have):
        super().__init__(f"need {need}, have {have}")
        self.short = need - have
class Account:
    interest = 0.05
    def __init__(self, owner, balance=0):
        self.owner, self._balance, self.log = owner, balance, []
    @property
    def balance(self):
        return self._balance
    def deposit(self, n):
        self._balance += n
        self.log.append(("deposit", n))
        return self
    def withdraw(self, n):
        if n > self._balance:
            raise InsufficientFunds(n, self._balance)
        self._balance -= n
        self.log.append(("withdraw", n))
        return self
    def __repr__(self):
        return f"<Account {self.owner}: {self._balance:.2f}>"
a = Account("Ann", 100)
print(a.deposit(50).withdraw(30), a.log)
try:
    a.withdraw(500)
except InsufficientFunds as e:
    print(e, e.short)
class Savings(Account):
    def grow(self):
        self._balance *= 1 + self.interest
        return self
s = Savings("Sue", 1000)
s.interest = 0.1
print(s.grow(), Savings.interest, s.balance, isinstance(s, Account))
