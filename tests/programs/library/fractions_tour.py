from fractions import Fraction as F
import math, numbers
print(F(1,3)+F(1,6), F("0.125"), F("-3/6"), F(1,2)*4, F(7,2)//1, repr(F(2,4)), F("1e-3"), F(" 1_000 "), F(0.5), F(3), F(True))
print(F(1,2)<0.75, F(1,2)==0.5, 1/F(2,3), 2**F(2), F(2)**-2, F(1,2)**0.5, F(4)**F(1,2), -F(1,2), abs(F(-1,2)), int(F(7,2)), round(F(5,2)), round(F(7,3),2), math.floor(F(-7,2)), math.ceil(F(7,2)))
print(hash(F(1,2))==hash(0.5), hash(F(3))==hash(3), F(22,7).limit_denominator(5), F(math.pi).limit_denominator(1000), divmod(F(7,2),2), F(7,2)%2, 5%F(3,2), 1.5+F(1,2), F(1,2)+1j)
for a in ((1,0),("x",),(1.5,2),([],),("1/0",)):
    try: print(F(*a))
    except Exception as e: print(type(e).__name__, e)
print(isinstance(F(1), numbers.Rational), isinstance(1, numbers.Integral), isinstance(1.5, numbers.Real), isinstance(True, numbers.Number), issubclass(complex, numbers.Complex), F(1,2).as_integer_ratio(), sum([F(1,2),F(1,3)]), min(F(1,2),F(1,3)), F(3,1).is_integer() if hasattr(F,"is_integer") else True)
